// What training refuses to do, and what it says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/e2e/tiny_training.h"

namespace synfire {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class RefusalsTest : public TinyTraining {
 protected:
  // The words with which training is refused, "" where it is not.
  std::string Refusal(const std::string& run,
                      const std::vector<std::string>& settings = {},
                      TrainOptions options = {}) const {
    const auto result = Train(run, settings, std::move(options));
    EXPECT_FALSE(result.ok());
    EXPECT_FALSE(absl::IsInternal(result.status())) << result.status();
    return std::string(result.status().message());
  }
};

TEST_F(RefusalsTest, AnotherConfigurationThanTheRuns) {
  TrainOk("run", {}, StopAtCall(2));
  const std::string there = CheckpointOf("run", 2) +
                            ": the run was made with another configuration: ";
  EXPECT_EQ(Refusal("run", {"optimizer=adam(lr = 0.02)"}),
            there +
                "optimizer: \"adam(lr = 0.01, beta1 = 0.9, beta2 = 0.999, "
                "epsilon = 1e-08, weight_decay = 0.0)\" there, "
                "optimizer: \"adam(lr = 0.02, beta1 = 0.9, beta2 = 0.999, "
                "epsilon = 1e-08, weight_decay = 0.0)\" now; choose another "
                "output, or the same configuration");
  EXPECT_THAT(Refusal("run", {"seed=4"}), StartsWith(there));
  EXPECT_THAT(Refusal("run", {"clip_norm=1"}), StartsWith(there));
  EXPECT_THAT(Refusal("run", {"precision=BF16"}),
              HasSubstr("precision: FP32 there, precision: BF16 now"));
  // What the model file says counts, not only the training file.
  std::string model = Read(Path("tiny.prototxt"));
  model.replace(model.find("probability = 0.2"), 17, "probability = 0.3");
  Write(Path("tiny.prototxt"), model);
  EXPECT_THAT(Refusal("run"), HasSubstr("drop = dropout(probability = 0.2)"));
}

TEST_F(RefusalsTest, AFinishedRun) {
  const auto finished = [&](const std::string& run, int updates) {
    return Path(run) + ": the run is finished (" + CheckpointOf(run, updates) +
           "); choose another output, or more epochs or steps";
  };
  TrainOk("run");
  EXPECT_EQ(Refusal("run"), finished("run", kUpdates));
  TrainOk("short", {"max_steps=3"});
  EXPECT_EQ(Refusal("short", {"max_steps=3"}), finished("short", 3));
}

TEST_F(RefusalsTest, ToResumeWhatIsNotThere) {
  TrainOptions options;
  options.resume = true;
  EXPECT_EQ(Refusal("run", {}, options),
            Path("run") + ": there is no run to resume");
  EXPECT_FALSE(std::filesystem::exists(Path("run")));
}

TEST_F(RefusalsTest, AFolderOfOtherThings) {
  std::filesystem::create_directory(Path("run"));
  Write(Path("run/notes.txt"), "mine");
  EXPECT_EQ(Refusal("run"), "the directory '" + Path("run") +
                                "' is not empty; give a new one, or resume the "
                                "run that it holds");
  EXPECT_EQ(Read(Path("run/notes.txt")), "mine");
}

TEST_F(RefusalsTest, ADamagedCheckpoint) {
  TrainOk("run", {}, StopAtCall(2));
  const std::string path = CheckpointOf("run", 2);
  const std::string whole = Read(path);

  Write(path, whole.substr(0, whole.size() - 1));
  EXPECT_THAT(Refusal("run"), StartsWith(path + ": "));
  Write(path, "");
  EXPECT_THAT(Refusal("run"), StartsWith(path + ": "));
  Write(path, "not a checkpoint at all");
  EXPECT_THAT(Refusal("run"), StartsWith(path + ": "));

  std::string other = whole;
  other.replace(other.find("synfire-checkpoint-1"), 20, "synfire-checkpoint-9");
  Write(path, other);
  EXPECT_EQ(Refusal("run"),
            path +
                ": no checkpoint of a training run (its metadata 'format' is "
                "'synfire-checkpoint-9', expected 'synfire-checkpoint-1')");

  other = whole;
  other.replace(other.find("conv.weight"), 11, "conv.height");
  Write(path, other);
  EXPECT_THAT(Refusal("run"), HasSubstr("missing: conv.weight [8,1,3,3]"));
  EXPECT_THAT(Refusal("run"), HasSubstr("left over: conv.height [8,1,3,3]"));

  // Once it is whole again the run goes on.
  Write(path, whole);
  TrainOk("run");
}

TEST_F(RefusalsTest, WeightsOfAnotherNetwork) {
  TrainOk("first");
  std::string model = Read(Path("tiny.prototxt"));
  model.replace(model.find("channels = 8"), 12, "channels = 6");
  Write(Path("tiny.prototxt"), model);
  TrainOptions options;
  options.init.path = CheckpointOf("first", kUpdates);
  const std::string words = Refusal("second", {}, options);
  EXPECT_THAT(words,
              StartsWith(options.init.path + ": the tensors are not those "
                                             "of this model:"));
  EXPECT_THAT(words, HasSubstr("another shape: conv.weight is [8,1,3,3], "
                               "expected [6,1,3,3]"));
  EXPECT_THAT(words, HasSubstr("another shape: norm.bias is [8], expected "
                               "[6]"));
  options.init.path = Path("nothing");
  EXPECT_THAT(Refusal("second", {}, options), HasSubstr(Path("nothing")));
  EXPECT_FALSE(std::filesystem::exists(Path("second")));
}

TEST_F(RefusalsTest, DataThatDoNotFitTheNetwork) {
  std::string model = Read(Path("tiny.prototxt"));
  model.replace(model.find("features = 4"), 12, "features = 5");
  Write(Path("tiny.prototxt"), model);
  EXPECT_EQ(Refusal("run"),
            Path("tiny.prototxt:12: the network has 5 outputs, the data set 4 "
                 "classes"));
  model.replace(model.find("width: 8"), 8, "width: 9");
  Write(Path("tiny.prototxt"), model);
  EXPECT_EQ(Refusal("run"),
            Path("tiny.prototxt:4: input 'image': the model reads samples of "
                 "[8,9,1] [H,W,C], the data set has [8,8,1]"));
  model.replace(model.find("width: 9"), 8, "width: 8 temporal: true");
  Write(Path("tiny.prototxt"), model);
  EXPECT_EQ(Refusal("run"),
            Path("tiny.prototxt:4: input 'image': the input is temporal, the "
                 "data set holds still images; set 'temporal' to fit"));
  EXPECT_FALSE(std::filesystem::exists(Path("run")));
}

TEST_F(RefusalsTest, ALossThatIsNotANumber) {
  const std::string words =
      Refusal("run", {"optimizer=sgd(lr = 1e38)", "schedule=constant"});
  EXPECT_THAT(words, StartsWith("the loss is "));
  EXPECT_THAT(words, HasSubstr("(learning rate 1e+38); a smaller learning rate "
                               "or clip_norm may help"));
}

TEST_F(RefusalsTest, NamesThatAreNotThere) {
  EXPECT_EQ(Refusal("run", {"loss=cross_entropi"}),
            "--set loss=cross_entropi: 'cross_entropi' is no loss; did you "
            "mean 'cross_entropy'?");
  EXPECT_EQ(Refusal("run", {"optimizer=adm(lr = 0.1)"}),
            "--set optimizer=adm(lr = 0.1): 'adm' is no optimizer; did you "
            "mean 'adam'?");
  EXPECT_EQ(Refusal("run", {"schedule=cosin"}),
            "--set schedule=cosin: 'cosin' is no schedule; did you mean "
            "'cosine'?");
  EXPECT_EQ(Refusal("run", {"train.data=idxx"}),
            "--set train.data=idxx: 'idxx' is no data set; did you mean "
            "'idx'?");
  EXPECT_EQ(Refusal("run", {"train.transform.0=shifft"}),
            "--set train.transform.0=shifft: 'shifft' is no transform; did you "
            "mean 'shift'?");
}

}  // namespace
}  // namespace synfire
