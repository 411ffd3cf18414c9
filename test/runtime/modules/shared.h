// What the two libraries and the program have in common.
#ifndef VALUETASK_TEST_MODULES_SHARED_H
#define VALUETASK_TEST_MODULES_SHARED_H

#include <string>
#include <valuetask/source.h>
#include <valuetask/task.h>
#include <valuetask/value_task.h>

#define EXPORTED __attribute__((visibility("default")))

struct cell {
  int number;
  valuetask::task<cell> next;
};

// Of the first library.
EXPORTED valuetask::value_task<std::string> by_task(int key);
EXPORTED valuetask::value_task<std::string> by_coroutine(int key);
EXPORTED valuetask::value_task<std::string> waits(valuetask::source<std::string> &for_this);
EXPORTED valuetask::task<cell> put_before(int number, valuetask::task<cell> next);
EXPORTED valuetask::task<int> first_waits(valuetask::task<int> other);

// Of the second.
EXPORTED int consume(valuetask::value_task<std::string> text);
EXPORTED valuetask::task<cell> put_before_too(int number, valuetask::task<cell> next);
EXPORTED valuetask::task<int> second_waits(valuetask::task<int> other);

#endif
