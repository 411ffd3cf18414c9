once double_await() {
  once value = make(true);
  co_await value;
  co_await value;
}
