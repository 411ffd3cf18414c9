#pragma once
#include "../machinery.h"

namespace ours {
template <class T> class job : machinery::movable {
public:
  T take();
  T peek();
  job restart();
};
template <class T> class logged_job : public job<T> {};
} // namespace ours
