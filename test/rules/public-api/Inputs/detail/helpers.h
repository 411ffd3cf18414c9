#pragma once
#include <valuetask/value_task.h>
namespace store::detail {
valuetask::value_task<int> behind_the_interface(int key);
}
