// What a shared library has that the program is linked with: with -fvisibility=hidden, this and
// nothing else.
#ifndef GET_H
#define GET_H

#include <string>
#include <system_error>
#include <valuetask/value_task.h>

__attribute__((visibility("default"))) valuetask::value_task<int> get(int key);
__attribute__((visibility("default"))) std::error_code write_from_library(const std::string &path);

#endif
