#include "ops/backend/cuda/products/plan_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace synfire {
namespace {

using testing::HasSubstr;

constexpr char kMadeFor[] = "Board, CUDA 13.0, cuDNN 9.19.0";

std::string Fresh(const std::string& name) {
  const std::string path = testing::TempDir() + "/" + name;
  std::remove(path.c_str());
  return path;
}

PlanCache OpenOrFail(const std::string& path) {
  auto cache = PlanCache::Open(path, kMadeFor);
  SYNFIRE_CHECK(cache.ok());
  return *std::move(cache);
}

TEST(PlanCache, KeepsPlansFromProcessToProcess) {
  const std::string path = Fresh("folder/that/is/new/board.plans");
  PlanCache first = OpenOrFail(path);
  EXPECT_FALSE(first.Find("conv2d x=1", 8).has_value());
  EXPECT_TRUE(first.Add("conv2d x=1", {2, 8, 103.5}).ok());
  EXPECT_TRUE(first.Add("linear m=1", {0, 3, 7}).ok());
  const PlanCache second = OpenOrFail(path);
  const auto found = second.Find("conv2d x=1", 8);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->plan, 2);
  EXPECT_EQ(found->microseconds, 103.5);
  EXPECT_TRUE(second.Find("linear m=1", 3).has_value());
}

TEST(PlanCache, ForgetsPlansOfAnotherListOfPlans) {
  PlanCache cache = OpenOrFail("");
  EXPECT_TRUE(cache.Add("conv2d x=1", {2, 8, 103.5}).ok());
  EXPECT_FALSE(cache.Find("conv2d x=1", 7).has_value());
}

TEST(PlanCache, DoesNotTakeAnotherMachinesFile) {
  const std::string path = Fresh("other.plans");
  EXPECT_TRUE(OpenOrFail(path).Add("a", {0, 1, 1}).ok());
  EXPECT_EQ(PlanCache::Open(path, "Other").status().message(),
            path +
                ":1: no plans measured for Other: the line is "
                "'synfire-cuda-plans-1\tBoard, CUDA 13.0, cuDNN 9.19.0', "
                "expected 'synfire-cuda-plans-1\tOther'; give another file, "
                "or delete it");
}

TEST(PlanCache, NamesADamagedLine) {
  const std::string path = Fresh("damaged.plans");
  for (const char* line : {"a\t1\t8", "a\tx\t8\t1", "a\t8\t8\t1", ""}) {
    std::ofstream(path) << "synfire-cuda-plans-1\t" << kMadeFor << "\n"
                        << line << "\n";
    EXPECT_THAT(PlanCache::Open(path, kMadeFor).status().message(),
                HasSubstr(path + ":2: '" + line + "' is no measured plan"));
  }
}

TEST(PlanCache, HasAPlaceInTheUsersCache) {
  setenv("XDG_CACHE_HOME", "/cache", 1);
  EXPECT_EQ(PlanCache::DefaultPath(kMadeFor),
            "/cache/synfire/Board-CUDA-13.0-cuDNN-9.19.0.plans");
  unsetenv("XDG_CACHE_HOME");
  setenv("HOME", "/home/user", 1);
  EXPECT_EQ(PlanCache::DefaultPath(kMadeFor),
            "/home/user/.cache/synfire/Board-CUDA-13.0-cuDNN-9.19.0.plans");
  unsetenv("HOME");
  EXPECT_EQ(PlanCache::DefaultPath(kMadeFor), "");
}

}  // namespace
}  // namespace synfire
