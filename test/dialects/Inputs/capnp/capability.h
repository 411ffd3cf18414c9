#pragma once
#include "../kj/async.h"

namespace capnp {
template <class T> class RemotePromise : public kj::Promise<T>, public T::Pipeline {
public:
  RemotePromise(RemotePromise &&) = default;
  RemotePromise(kj::Promise<T> &&, typename T::Pipeline &&);
};
} // namespace capnp
