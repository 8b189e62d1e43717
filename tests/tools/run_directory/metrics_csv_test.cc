#include "tools/run_directory/metrics_csv.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/tools/run_directory/temporary_folder.h"

namespace synfire {
namespace {

class MetricsCsvTest : public TemporaryFolder {
 protected:
  const std::string path_ = Path("metrics.csv");
};

TEST_F(MetricsCsvTest, WritesAHeaderAndRows) {
  auto csv = MetricsCsv::Create(path_, {"loss", "accuracy"});
  ASSERT_TRUE(csv.ok()) << csv.status();
  EXPECT_EQ(Read(path_), "step,loss,accuracy\n");
  ASSERT_TRUE(csv->Append(1, {2.302585093, std::nullopt}).ok());
  ASSERT_TRUE(
      csv->Append(20, {std::numeric_limits<double>::quiet_NaN(), 0.5}).ok());
  EXPECT_EQ(Read(path_), "step,loss,accuracy\n1,2.30258509,\n20,nan,0.5\n");
}

TEST_F(MetricsCsvTest, ResumeTakesLaterRowsAway) {
  Write(path_, "step,loss\n10,1\n20,2\n30,3\n40,4\n");
  {
    auto csv = MetricsCsv::Resume(path_, {"loss"}, 20);
    ASSERT_TRUE(csv.ok()) << csv.status();
    EXPECT_EQ(Read(path_), "step,loss\n10,1\n20,2\n");
    EXPECT_EQ(csv->Append(20, {9.0}).message(),
              path_ + ": step 20 came after step 20, expected a later one");
    ASSERT_TRUE(csv->Append(30, {9.0}).ok());
    EXPECT_EQ(Read(path_), "step,loss\n10,1\n20,2\n30,9\n");
  }
  ASSERT_TRUE(MetricsCsv::Resume(path_, {"loss"}, 5).ok());
  EXPECT_EQ(Read(path_), "step,loss\n");
}

TEST_F(MetricsCsvTest, ResumeTakesARowThatIsCutShortAway) {
  Write(path_, "step,loss\n10,1\n20,2.");
  ASSERT_TRUE(MetricsCsv::Resume(path_, {"loss"}, 20).ok());
  EXPECT_EQ(Read(path_), "step,loss\n10,1\n");
}

TEST_F(MetricsCsvTest, ResumeBeginsAFileThatIsMissingOrHasNoHeader) {
  ASSERT_TRUE(MetricsCsv::Resume(path_, {"loss"}, 20).ok());
  EXPECT_EQ(Read(path_), "step,loss\n");
  Write(path_, "step,lo");
  ASSERT_TRUE(MetricsCsv::Resume(path_, {"loss"}, 20).ok());
  EXPECT_EQ(Read(path_), "step,loss\n");
}

TEST_F(MetricsCsvTest, ResumeRefusesWhatItCannotGoOnWith) {
  const auto error = [&](const std::string& text) {
    Write(path_, text);
    const auto csv = MetricsCsv::Resume(path_, {"loss"}, 20);
    EXPECT_EQ(Read(path_), text);
    return std::string(csv.status().message());
  };
  EXPECT_EQ(error("step,loss,accuracy\n10,1,1\n"),
            path_ +
                ":1: the columns are 'step,loss,accuracy', expected "
                "'step,loss' as this run measures them");
  EXPECT_EQ(error("step,loss\nten,1\n"),
            path_ + ":2: the row begins with 'ten', expected a step");
  EXPECT_EQ(error("step,loss\n10,1\n\n"),
            path_ + ":3: the row begins with '', expected a step");
  EXPECT_EQ(error("step,loss\n10,1\n10,2\n"),
            path_ + ":3: step 10 follows step 10, expected a later one");
}

TEST_F(MetricsCsvTest, RefusesBadColumnsAndRows) {
  EXPECT_EQ(MetricsCsv::Create(path_, {"a,b"}).status().message(),
            "a column of metrics cannot be called 'a,b': a comma, quote or "
            "line end would end the cell");
  auto csv = MetricsCsv::Create(path_, {"loss"});
  EXPECT_EQ(csv->Append(3, {}).message(),
            path_ + ": 0 values came for step 3, expected 1");
  EXPECT_EQ(MetricsCsv::Create(path_, {"loss"}).status().message(),
            "cannot create '" + path_ + "': File exists");
}

}  // namespace
}  // namespace synfire
