// What nobody else can name or chose, or what is no value_task, in a file that counts as public itself.
// RUN: %both '--public=correct\.cpp$' %s | %match %s
#include <functional>
#include <vector>
#include <valuetask/value_task.h>

using valuetask::task;
using valuetask::value_task;

task<int> shared(int key);
int plain(int key);
void takes(value_task<int> value);

static value_task<int> internal(int key) { return key; }
namespace {
value_task<int> unnamed(int key) { return key; }
struct local_to_the_file {
  value_task<int> member() { return 1; }
};
} // namespace

class interface {
public:
  virtual ~interface() = default;
  interface(const interface &) = delete;
  value_task<int> removed() = delete;

private:
  value_task<int> hidden();
  virtual value_task<int> hidden_hook();
  class inner {
  public:
    value_task<int> of_a_private_class();
  };
};

int uses() {
  auto lambda = [](int key) -> value_task<int> { return key; };
  auto generic = [](auto key) -> value_task<int> { return key; };
  struct in_a_function {
    value_task<int> member() { return 1; }
  };
  value_task<int> declared_in_a_function(int key);
  lambda(1).result();
  generic(1).result();
  in_a_function().member().result();
  internal(1).result();
  unnamed(1).result();
  return local_to_the_file().member().result();
}

// The control: a mistake that is found. Without it, a file that is not analysed would pass.
value_task<int> control(int key);
// CHECK: :[[#@LINE-1]]:17: warning: public function 'control' returns a 'value_task'; every caller must consume it once [valuetask-public-api]
// CHECK: :[[#@LINE-2]]:17: note: return 'task<int>' from public headers
