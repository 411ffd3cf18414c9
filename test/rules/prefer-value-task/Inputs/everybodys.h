namespace {
inline valuetask::task<int> of_a_header() { co_return 1; }
} // namespace
