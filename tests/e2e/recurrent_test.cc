// From a file of spike trains to a recurrent network that has learned them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "core/rng.h"
#include "ops/all_ops.h"
#include "tests/data/hdf5/hdf5_writer.h"
#include "tests/data/test_files.h"
#include "tools/train/trainer.h"

namespace synfire {
namespace {

// Two words that differ in the order of two sounds alone: what was heard when
// is all there is to learn.
void WriteWords(const std::string& path, int count) {
  constexpr int kSpikes = 150;
  const RandomKey key = MakeRandomKey(8, path.substr(path.rfind('/')));
  std::vector<SpikeSample> samples;
  for (int n = 0; n < count; ++n) {
    SpikeSample sample;
    sample.label = n % 2;
    for (int i = 0; i < 2 * kSpikes; ++i) {
      const bool second = i >= kSpikes;
      const bool high = second != (sample.label == 1);
      sample.times.push_back((second ? 0.5 : 0.125) +
                             0.25 * (i % kSpikes) / kSpikes);
      sample.units.push_back((high ? 350 : 0) + UniformInt(key, n, i, 350));
    }
    samples.push_back(std::move(sample));
  }
  WriteSpikeFile(path, samples);
}

TEST(RecurrentTrainingTest, LearnsTheOrderOfSounds) {
  const std::string folder = TestFolder();
  WriteWords(folder + "/shd_train.h5", 64);
  WriteWords(folder + "/shd_test.h5", 20);
  const auto part = [&](const char* name, const char* split) {
    return absl::StrCat(name, " { data: 'shd(split = ", split, ", path = \"",
                        folder, "\", frames = 20, duration_us = 50000)' ",
                        "batch: 16 }\n");
  };
  const std::string path = folder + "/recurrent.train.prototxt";
  std::ofstream(path)
      << "model: '"
      << std::filesystem::absolute("models/shd/recurrent.prototxt").string()
      << "' set: 'steps=20' set: 'param.hidden=16'\n"
      << part("train", "train") << part("test", "test")
      << "loss: 'cross_entropy' optimizer: 'adam(lr = 0.01)'\n"
      << "epochs: 12 seed: 1 threads: 1 checkpoint_every_epochs: 0\n"
      << "output: '" << folder << "/run'\n";
  const auto text = ReadTrainingText(path);
  ASSERT_TRUE(text.ok()) << text.status();
  std::ostringstream out;
  const auto trainer = Trainer::Create(*text, AllOps(), {}, &out);
  ASSERT_TRUE(trainer.ok()) << trainer.status();
  const auto result = (*trainer)->Run();
  ASSERT_TRUE(result.ok()) << result.status();
  ASSERT_TRUE(result->test.has_value());
  EXPECT_EQ(result->test->images, 20);
  EXPECT_GT(result->test->firing_rate, 0);
  EXPECT_GE(result->test->accuracy, 0.95) << out.str();
}

// What does not fit is said before training.
TEST(RecurrentTrainingTest, SaysWhatDoesNotFit) {
  const std::string folder = TestFolder();
  WriteWords(folder + "/shd_train.h5", 4);
  const std::string path = folder + "/recurrent.train.prototxt";
  std::ofstream(path)
      << "model: '"
      << std::filesystem::absolute("models/shd/recurrent.prototxt").string()
      << "'\ntrain { data: 'shd(split = train, path = \"" << folder
      << "\", frames = 50, duration_us = 20000)' batch: 2 }\n"
      << "loss: 'cross_entropy' optimizer: 'adam(lr = 0.01)' epochs: 1 "
      << "output: '" << folder << "/run'\n";
  std::ostringstream out;
  const auto trainer =
      Trainer::Create(ReadTrainingText(path).value(), AllOps(), {}, &out);
  EXPECT_THAT(std::string(trainer.status().message()),
              testing::HasSubstr(
                  "input 'spikes': the model reads samples of [100,700] "
                  "[T,features], the data set has [50,700]; say `steps: 50` "
                  "beside the data in the training file"));
}

}  // namespace
}  // namespace synfire
