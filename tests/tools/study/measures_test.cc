#include "tools/study/measures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace synfire {
namespace {

constexpr char kHeader[] =
    "step,epoch,train_loss,train_accuracy,train_firing_rate,learning_rate,"
    "images_per_second,waiting_for_data,test_loss,test_accuracy,"
    "test_firing_rate\n";

class MeasuresTest : public testing::Test {
 protected:
  absl::StatusOr<Measures> Read(const std::string& text) const {
    std::ofstream(path_) << text;
    return ReadMeasures(path_);
  }
  std::string ErrorOf(const std::string& text) const {
    std::string message(Read(text).status().message());
    const size_t at = message.find(path_);
    return at == std::string::npos ? message
                                   : message.replace(at, path_.size(), "CSV");
  }

  const std::string path_ = testing::TempDir() + "/metrics.csv";
};

TEST_F(MeasuresTest, TakesTheLastFifthOfTheCurve) {
  std::string text = kHeader;
  for (int i = 1; i <= 10; ++i) {
    absl::StrAppend(&text, 10 * i, ",0.1,", 3 - 0.1 * i, ",0.5,", 0.01 * i,
                    ",0.1,100,0,,,\n");
  }
  absl::StrAppend(&text, "110,0.2,9,0.5,0.5,0.1,100,0,1.5,0.75,0.1\n");
  const auto measures = Read(text);
  ASSERT_TRUE(measures.ok()) << measures.status();
  EXPECT_EQ(measures->curve.size(), 10u);
  EXPECT_EQ(measures->curve[9].step, 100);
  EXPECT_NEAR(measures->train_loss, 2.05, 1e-12);
  EXPECT_NEAR(measures->firing_rate, 0.095, 1e-12);
  EXPECT_EQ(measures->test_loss, 1.5);
  EXPECT_EQ(measures->test_accuracy, 0.75);
}

TEST_F(MeasuresTest, SaysWhatIsWrong) {
  EXPECT_EQ(ErrorOf(""), "cannot read the metrics in CSV");
  EXPECT_EQ(ErrorOf(kHeader), "CSV: no row of training");
  EXPECT_EQ(ErrorOf(std::string(kHeader) + "1,2\n"),
            "CSV:2: 2 cells, expected 11");
  EXPECT_EQ(ErrorOf(std::string(kHeader) + "10,0.1,x,0.5,0.1,0.1,100,0,,,\n"),
            "CSV:2: train_loss is 'x', expected a number");
  EXPECT_EQ(ErrorOf(std::string(kHeader) + "10,0.1,,0.5,0.1,0.1,100,0,,,\n"),
            "CSV:2: train_loss is empty");
  EXPECT_EQ(ErrorOf("step\n1\n"), "CSV:2: there is no column 'test_loss'");
}

}  // namespace
}  // namespace synfire
