once delayed_await(bool early) {
  once value = make(early);
  if (!early)
    co_await std::suspend_always{};
  co_await value;
}
