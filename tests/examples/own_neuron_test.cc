// docs/own_neuron.md as a user follows it: the program with a neuron more
// lists it, verifies a model that names it, and trains that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/data/test_files.h"
#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class OwnNeuronTest : public ProgramTest {
 protected:
  OwnNeuronTest() : ProgramTest("examples/own_neuron/synfire") {
    for (const char* file : {"rhythm.prototxt", "rhythm.train.prototxt"}) {
      std::filesystem::copy_file(std::string("examples/own_neuron/") + file,
                                 Path(file));
    }
    WriteImages();
  }

  // 40 images of 28x28 in 10 classes: of class c, rows 2c to 2c + 7 are bright.
  void WriteImages() const {
    constexpr uint32_t kImages = 40, kSide = 28;
    constexpr uint8_t kUnsignedBytes = 8, kBright = 200;
    Bytes pixels, labels;
    for (uint32_t n = 0; n < kImages; ++n) {
      const uint32_t label = n % 10;
      labels.push_back(label);
      for (uint32_t row = 0; row < kSide; ++row) {
        const bool bright = row >= 2 * label && row < 2 * label + 8;
        pixels.insert(pixels.end(), kSide, bright ? kBright : n);
      }
    }
    WriteFile(Path(""), "images",
              IdxBytes(kUnsignedBytes, {kImages, kSide, kSide}, pixels));
    WriteFile(Path(""), "labels", IdxBytes(kUnsignedBytes, {kImages}, labels));
  }

  // A command on the example's training file, with the data above.
  static std::vector<std::string> OnExample(const std::string& command,
                                            std::vector<std::string> more) {
    std::vector<std::string> all = {
        command,
        "rhythm.train.prototxt",
        "--set",
        "train.data=idx(images = 'images', labels = 'labels', classes = 10)",
        "--set",
        "test.data=idx(images = 'images', labels = 'labels', classes = 10)",
        "--set",
        "train.batch=8",
        "--set",
        "test.batch=8"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
};

TEST_F(OwnNeuronTest, IsListedWithTheOthers) {
  const std::string text = RunOk({"ops", "resonate_and_fire"});
  EXPECT_THAT(text, HasSubstr("fires at the top of its swing"));
  EXPECT_THAT(text, HasSubstr("period"));
  EXPECT_THAT(text, HasSubstr("detach_reset"));
}

TEST_F(OwnNeuronTest, IsCheckedByName) {
  EXPECT_THAT(RunOk(OnExample("verify", {})),
              StartsWith("rhythm.train.prototxt: OK (5 layers, 101,770 "
                         "parameters, "));
  Write("rhythm.prototxt", R"txt(
  name: "rhythm" steps: 2 input { name: "x" features: 3 }
  layer { name: "sn" op: "resonate_and_fire(period = 2)" })txt");
  ExpectMistake(
      {"verify", "rhythm.prototxt"},
      "rhythm.prototxt:3: layer 'sn': column 28: resonate_and_fire: period = "
      "2 steps is out of range; expected > 2");
}

TEST_F(OwnNeuronTest, IsTrained) {
  RunOk(OnExample("train", {"--set", "epochs=10", "--output", "run"}));
  const auto result = RunJson(OnExample("eval", {"--set", "output=run"}));
  EXPECT_GT(result["accuracy"], 0.9);
  EXPECT_GT(result["firing_rate"], 0.01);
}

}  // namespace
}  // namespace synfire
