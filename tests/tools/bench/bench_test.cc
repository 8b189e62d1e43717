#include "tools/bench/bench.h"

#include <tuple>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ops/all_ops.h"
#include "tests/data/test_files.h"
#include "tests/tools/bench/tiny_files.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using testing::EndsWith;

class Recorder : public Report {
 public:
  void Begin(const BenchSetup& setup) override { setups.push_back(setup); }
  void Add(const Measurement& m) override {
    points.emplace_back(Name(m.point.mode), m.point.batch, m.point.threads);
  }
  void End() override { ended = true; }

  std::vector<BenchSetup> setups;
  std::vector<std::tuple<std::string, int64_t, int>> points;
  bool ended = false;
};

BenchOptions Quick(const std::string& path) {
  BenchOptions options;
  options.path = path;
  options.peaks = false;
  options.measure.warmup = 0;
  options.measure.repeats = 1;
  return options;
}

TEST(RunBench, CrossesItsLists) {
  BenchOptions options =
      Quick(WriteTiny(TestFolder(), "tiny.prototxt", kTinyModel));
  options.modes = {BenchMode::kInfer, BenchMode::kTrain};
  options.batches = {3, 1};
  options.threads = {1, 2};
  Recorder recorder;
  const absl::Status status = RunBench(options, AllOps(), &recorder);
  ASSERT_TRUE(status.ok()) << status;
  using Point = std::tuple<std::string, int64_t, int>;
  EXPECT_THAT(recorder.points,
              ElementsAre(Point("infer", 3, 1), Point("infer", 3, 2),
                          Point("infer", 1, 1), Point("infer", 1, 2),
                          Point("train", 3, 1), Point("train", 3, 2),
                          Point("train", 1, 1), Point("train", 1, 2)));
  EXPECT_TRUE(recorder.ended);
  ASSERT_EQ(recorder.setups.size(), 1u);
  EXPECT_TRUE(recorder.setups[0].trains_by_default);
  EXPECT_EQ(recorder.setups[0].optimizer, kDefaultOptimizer);
}

TEST(RunBench, TakesBatchAndThreadsFromTheTrainingFile) {
  const std::string folder = TestFolder();
  WriteTiny(folder, "tiny.prototxt", kTinyModel);
  Recorder recorder;
  const absl::Status status =
      RunBench(Quick(WriteTiny(folder, "train.prototxt", TinyTraining(folder))),
               AllOps(), &recorder);
  ASSERT_TRUE(status.ok()) << status;
  using Point = std::tuple<std::string, int64_t, int>;
  EXPECT_THAT(recorder.points, ElementsAre(Point("train", 6, 1)));
  EXPECT_FALSE(recorder.setups[0].trains_by_default);
}

TEST(RunBench, NeedsATrainingFileForData) {
  BenchOptions options =
      Quick(WriteTiny(TestFolder(), "tiny.prototxt", kTinyModel));
  options.measure.data = true;
  Recorder recorder;
  EXPECT_THAT(
      std::string(RunBench(options, AllOps(), &recorder).message()),
      EndsWith("tiny.prototxt is a model; a training file names the data"));
  EXPECT_TRUE(recorder.points.empty());
}

TEST(RunBench, SaysWhichLayerIsWrong) {
  Recorder recorder;
  std::string text = kTinyModel;
  text.replace(text.find("kernel = 3"), 10, "kernel = 9");
  const absl::Status status =
      RunBench(Quick(WriteTiny(TestFolder(), "tiny.prototxt", text)), AllOps(),
               &recorder);
  EXPECT_THAT(std::string(status.message()),
              testing::HasSubstr("tiny.prototxt:7: layer 'conv': kernel 9x9"));
}

}  // namespace
}  // namespace synfire
