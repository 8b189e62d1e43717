#include "tools/commands/network_file.h"

#include "gtest/gtest.h"

namespace synfire {
namespace {

TEST(IsTrainingFile, GoesByTheOutermostFields) {
  EXPECT_FALSE(IsTrainingFile("name: 'm' layer { name: 'train' }", "").value());
  EXPECT_FALSE(IsTrainingFile("block { name: 'b' }", "").value());
  EXPECT_FALSE(IsTrainingFile("steps: 3 # model: 'x'", "").value());
  EXPECT_TRUE(IsTrainingFile("model: 'm' layer {} input {}", "").value());
  EXPECT_TRUE(IsTrainingFile("train { data: 'd' } epochs: 3", "").value());
}

TEST(IsTrainingFile, OneMisspeltNameDoesNotChangeIt) {
  EXPECT_TRUE(IsTrainingFile("modle: 'm' epochs: 3 loss: 'l'", "").value());
  EXPECT_FALSE(IsTrainingFile("stesp: 3 layer {} input {}", "").value());
}

TEST(IsTrainingFile, TakesBrokenText) {
  EXPECT_FALSE(IsTrainingFile("layer { name: ", "").value());
  EXPECT_FALSE(IsTrainingFile("layer }}} \"", "").value());
  EXPECT_TRUE(IsTrainingFile("model: [ 'm", "").value());
}

TEST(IsTrainingFile, NamesAreNotValues) {
  EXPECT_FALSE(IsTrainingFile("name: model layer {}", "").value());
  EXPECT_FALSE(IsTrainingFile("layer {} import: [ 'model' ]", "").value());
}

TEST(IsTrainingFile, RefusesWhatIsNeither) {
  EXPECT_EQ(IsTrainingFile("foo: 1", "f").status().message().substr(0, 38),
            "f: neither a model nor a training file");
}

}  // namespace
}  // namespace synfire
