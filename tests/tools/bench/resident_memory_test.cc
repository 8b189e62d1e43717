#include "tools/bench/resident_memory.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace synfire {
namespace {

TEST(StatusBytes, ReadsAField) {
  const std::string status =
      "Name:\tbench\nVmPeak:\t     900 kB\nVmHWM:\t    1234 kB\nVmRSS:\t 7 "
      "kB\n";
  EXPECT_EQ(StatusBytes(status, "VmHWM"), 1234 * 1024);
  EXPECT_EQ(StatusBytes(status, "VmRSS"), 7 * 1024);
}

TEST(StatusBytes, FindsNoneWhereThereIsNone) {
  EXPECT_FALSE(StatusBytes("", "VmHWM").has_value());
  EXPECT_FALSE(StatusBytes("VmHWM: many kB\n", "VmHWM").has_value());
  EXPECT_FALSE(StatusBytes("VmHWM2: 3 kB\n", "VmHWM").has_value());
}

TEST(ResidentGrowth, SeesMemoryThatWasTouchedAndGivenBack) {
  const ResidentGrowth growth;
  constexpr int64_t kBytes = 64 << 20;
  {
    const std::vector<char> touched(kBytes, 1);
    ASSERT_EQ(touched.back(), 1);
  }
  const auto peak = growth.PeakBytes();
  if (!peak.has_value()) GTEST_SKIP() << "this system counts no peak";
  EXPECT_GE(*peak, kBytes * 9 / 10);
  const ResidentGrowth later;
  EXPECT_LT(later.PeakBytes().value(), kBytes / 2);
}

}  // namespace
}  // namespace synfire
