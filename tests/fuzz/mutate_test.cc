#include "tests/fuzz/mutate.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace synfire {
namespace {

const std::vector<std::string> kSeeds = {"name: \"a\"  size: 12", "[1,2,3]"};

TEST(Mutate, IsAFunctionOfItsArguments) {
  for (uint64_t run = 0; run < 100; ++run) {
    EXPECT_EQ(Mutate(kSeeds, run, 64), Mutate(kSeeds, run, 64));
  }
}

TEST(Mutate, SeldomRepeatsItself) {
  std::set<std::string> seen;
  for (uint64_t run = 0; run < 1000; ++run)
    seen.insert(Mutate(kSeeds, run, 64));
  EXPECT_GT(seen.size(), 900u);
}

TEST(Mutate, KeepsToTheLimit) {
  for (uint64_t run = 0; run < 1000; ++run) {
    EXPECT_LE(Mutate(kSeeds, run, 8).size(), 8u);
  }
}

TEST(Mutate, TakesAnEmptySeed) {
  std::set<std::string> seen;
  for (uint64_t run = 0; run < 1000; ++run) seen.insert(Mutate({""}, run, 64));
  EXPECT_GT(seen.size(), 100u);
}

}  // namespace
}  // namespace synfire
