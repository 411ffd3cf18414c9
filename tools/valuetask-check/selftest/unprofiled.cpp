valuetask::value_task<void> unprofiled() { co_return; }
