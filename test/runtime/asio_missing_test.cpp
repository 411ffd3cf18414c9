// In place of asio_test.cpp where there is no Asio: left out, its tests would be missed by nobody.
#include <gtest/gtest.h>

namespace {

TEST(Asio, IsMissing) {
  GTEST_SKIP()
      << "Asio was not found, and the tests with it are left out; on Debian: apt-get install "
         "libasio-dev";
}

} // namespace
