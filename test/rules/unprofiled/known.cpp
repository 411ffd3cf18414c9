// KNOWN: value_tasks that the profile doesn't justify, and that are not reported.
// RUN: %both --profile=%S/Inputs/known.json %s | %count 0
#include <valuetask/value_task.h>

using valuetask::value_task;

value_task<int> hot(int key) { return key; }

// KNOWN: never called, but it would not be in the profile if it were: what it returns is made, and counted,
// in hot.
value_task<int> passes_on(int key) { return hot(key); }

// KNOWN: never called, but which overload the entry is of can't be told.
value_task<int> ambiguous(int) { return 1; }
value_task<int> ambiguous(char) { return 1; }
