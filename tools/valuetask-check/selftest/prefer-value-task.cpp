namespace {
valuetask::task<void> prefer_value_task() { co_return; }
} // namespace
valuetask::task<void> awaits() { co_await prefer_value_task(); }
