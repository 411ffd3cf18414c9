once always_async() { co_await std::suspend_always{}; }
