#include "core/spec/nearest_name.h"

#include <gtest/gtest.h>

namespace synfire {
namespace {

const std::vector<std::string>& Layers() {
  static const auto* const names = new std::vector<std::string>{
      "batch_norm", "conv2d", "linear", "max_pool2d", "avg_pool2d"};
  return *names;
}

TEST(NearestName, FindsASlipOfTheFinger) {
  EXPECT_EQ(NearestName("batchnorm", Layers()), "batch_norm");   // missing
  EXPECT_EQ(NearestName("convv2d", Layers()), "conv2d");         // one more
  EXPECT_EQ(NearestName("lineer", Layers()), "linear");          // another
  EXPECT_EQ(NearestName("maxp_ool2d", Layers()), "max_pool2d");  // swapped
  EXPECT_EQ(NearestName("Conv2D", Layers()), "conv2d");          // letter case
  EXPECT_EQ(NearestName("conv2d", Layers()), "conv2d");
}

TEST(NearestName, TakesTheNearestAndOfEqualsTheFirst) {
  EXPECT_EQ(NearestName("max_pool", {"avg_pool2d", "max_pool2d"}),
            "max_pool2d");
  EXPECT_EQ(NearestName("abc1", {"abc2", "abc3"}), "abc2");
}

TEST(NearestName, ASwapIsOneEdit) {
  EXPECT_EQ(NearestName("tua", {"tau"}), "tau");
}

TEST(NearestName, GivesNoneWhereNothingIsClose) {
  EXPECT_EQ(NearestName("dropout", Layers()), "");
  EXPECT_EQ(NearestName("a", {"b"}), "");
  EXPECT_EQ(NearestName("", Layers()), "");
  EXPECT_EQ(NearestName("x", {}), "");
}

TEST(NearestName, ALongNameCostsNothing) {
  EXPECT_EQ(
      NearestName(std::string(1 << 20, 'a'), {std::string(1 << 20, 'a'), "b"}),
      "");
}

TEST(Suggestion, Words) {
  EXPECT_EQ(Suggestion("kernal", {"kernel", "stride"}),
            "; did you mean 'kernel'?");
  EXPECT_EQ(Suggestion("x", {"kernel", "stride"}),
            "; expected one of kernel, stride");
  EXPECT_EQ(Suggestion("x", {"kernel"}), "; expected kernel");
  EXPECT_EQ(Suggestion("x", {}), "");
}

TEST(Suggestion, ListsAtMostTwelve) {
  std::vector<std::string> names;
  for (char c = 'a'; c <= 'm'; ++c) names.push_back(std::string(5, c));
  EXPECT_EQ(Suggestion("x", names),
            "; expected one of aaaaa, bbbbb, ccccc, ddddd, eeeee, fffff, "
            "ggggg, hhhhh, iiiii, jjjjj, kkkkk, lllll, ...");
}

}  // namespace
}  // namespace synfire
