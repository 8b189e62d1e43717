#include "core/parallel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace synfire {
namespace {

using Ranges = std::vector<std::pair<int64_t, int64_t>>;

Ranges RangesOf(int64_t count, int64_t grain) {
  Ranges ranges;
  std::mutex mutex;
  ParallelFor(count, grain, [&](int64_t begin, int64_t end) {
    const std::lock_guard<std::mutex> lock(mutex);
    ranges.emplace_back(begin, end);
  });
  std::sort(ranges.begin(), ranges.end());
  return ranges;
}

class Parallel : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override { SetNumThreads(GetParam()); }
  void TearDown() override { SetNumThreads(1); }
};

TEST_P(Parallel, RangesCoverExactlyInMultiplesOfTheGrain) {
  for (int64_t count : {1, 2, 3, 7, 16, 17, 63, 64, 65, 1000}) {
    for (int64_t grain : {1, 2, 16, 64, 2000}) {
      const Ranges ranges = RangesOf(count, grain);
      EXPECT_LE(ranges.size(), static_cast<size_t>(GetParam()));
      int64_t covered = 0;
      for (const auto& [begin, end] : ranges) {
        EXPECT_EQ(begin, covered);
        EXPECT_LT(begin, end);
        if (end != count) {
          EXPECT_EQ((end - begin) % grain, 0);
        }
        covered = end;
      }
      EXPECT_EQ(covered, count) << "grain " << grain;
    }
  }
}

TEST_P(Parallel, UsesAllThreadsWhereThereIsEnoughToDo) {
  EXPECT_EQ(RangesOf(1000, 1).size(), static_cast<size_t>(GetParam()));
}

TEST_P(Parallel, RangesRepeatThemselves) {
  EXPECT_EQ(RangesOf(1000, 3), RangesOf(1000, 3));
}

TEST_P(Parallel, NothingToDoCallsNothing) {
  EXPECT_TRUE(RangesOf(0, 4).empty());
  EXPECT_TRUE(RangesOf(-1, 4).empty());
}

TEST_P(Parallel, ALoopInsideALoopStaysOnItsThread) {
  std::vector<std::atomic<int>> visits(64 * 10);
  std::atomic<int> strayed{0};
  ParallelFor(64, 1, [&](int64_t begin, int64_t end) {
    const auto self = std::this_thread::get_id();
    for (int64_t i = begin; i < end; ++i) {
      ParallelFor(10, 1, [&](int64_t first, int64_t last) {
        strayed += GetParam() > 1 && std::this_thread::get_id() != self;
        for (int64_t j = first; j < last; ++j) ++visits[i * 10 + j];
      });
    }
  });
  EXPECT_EQ(strayed, 0);
  for (const auto& count : visits) EXPECT_EQ(count, 1);
}

TEST_P(Parallel, BlocksUntilAllIsDone) {
  std::vector<int64_t> values(10000);
  ParallelFor(values.size(), 7, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) values[i] = i;
  });
  for (size_t i = 0; i < values.size(); ++i) {
    ASSERT_EQ(values[i], static_cast<int64_t>(i));
  }
}

INSTANTIATE_TEST_SUITE_P(Threads, Parallel, ::testing::Values(1, 2, 3, 5));

TEST(NumThreads, IsAsSetAndAtLeastOne) {
  SetNumThreads(3);
  EXPECT_EQ(NumThreads(), 3);
  SetNumThreads(0);
  EXPECT_EQ(NumThreads(), 1);
}

TEST(ParallelFor, TakesATemporaryAndAConstBody) {
  SetNumThreads(2);
  std::atomic<int64_t> sum{0};
  const auto body = [&sum](int64_t begin, int64_t end) { sum += end - begin; };
  ParallelFor(10, 1, body);
  EXPECT_EQ(sum, 10);
}

}  // namespace
}  // namespace synfire
