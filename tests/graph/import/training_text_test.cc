#include "graph/import/training_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "graph/import/text_proto.h"

namespace synfire {
namespace {

constexpr char kSmall[] = R"text(model: "../models/small.prototxt"
set: "param.g=AND"
train { data: "fashion_mnist(split = train)" batch: 64
        transform: "shift(pixels = 2)"
        transform: "flip" }
loss: "cross_entropy(label_smoothing = 0)"
optimizer: "sgd(lr = 0.1, momentum = 0.9)"
epochs: 20
output: "runs/small"
)text";

constexpr char kFull[] = R"text(
test { data: "fashion_mnist(split = test)" batch: 256 loader_threads: 3 }
schedule: "cosine"
clip_norm: 5
max_steps: 1000
precision: BF16
seed: 18446744073709551615
device: CUDA
threads: 8
checkpoint_every_epochs: 0
checkpoint_keep: 5
log_every_steps: 10
)text";

absl::StatusOr<TrainingText> Parse(const std::string& text,
                                   const Settings& settings = {}) {
  return ParseTrainingText(text, "training/small.prototxt", settings);
}

std::string ErrorOf(const std::string& text, const Settings& settings = {}) {
  return std::string(Parse(text, settings).status().message());
}

std::string SetError(const std::string& assignment) {
  return ErrorOf(kSmall, {{assignment}});
}

TEST(ParseTrainingText, FillsInDefaults) {
  const auto text = Parse(kSmall);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(text->model_path, "training/../models/small.prototxt");
  ASSERT_EQ(text->model_settings.size(), 1u);
  EXPECT_EQ(text->model_settings[0].ToString(),
            "training/small.prototxt:2: set param.g=AND");
  EXPECT_EQ(text->train.data.call.name, "fashion_mnist");
  EXPECT_EQ(text->train.data.location.ToString(), "training/small.prototxt:3");
  ASSERT_EQ(text->train.transforms.size(), 2u);
  EXPECT_EQ(text->train.transforms[1].text, "flip");
  EXPECT_EQ(text->train.transforms[1].location.line, 5);
  EXPECT_EQ(text->train.batch, 64);
  EXPECT_TRUE(text->train.shuffle);
  EXPECT_EQ(text->train.loader_threads, 1);
  EXPECT_FALSE(text->test.has_value());
  EXPECT_EQ(text->loss.call.arguments[0].name, "label_smoothing");
  EXPECT_EQ(text->optimizer.location.line, 7);
  EXPECT_FALSE(text->schedule.has_value());
  EXPECT_FALSE(text->clip_norm.has_value());
  EXPECT_EQ(text->epochs, 20);
  EXPECT_FALSE(text->max_steps.has_value());
  EXPECT_EQ(text->precision, proto::Training::FP32);
  EXPECT_EQ(text->seed, 0u);
  EXPECT_EQ(text->device, proto::Training::CPU);
  EXPECT_EQ(text->threads, 0);
  EXPECT_EQ(text->output, "runs/small");
  EXPECT_EQ(text->checkpoint_every_epochs, 1);
  EXPECT_EQ(text->checkpoint_keep, 2);
  EXPECT_EQ(text->log_every_steps, 50);
}

TEST(ParseTrainingText, TakesWhatIsGiven) {
  const auto text = Parse(std::string(kSmall) + kFull);
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(text->test->data.call.name, "fashion_mnist");
  EXPECT_EQ(text->test->batch, 256);
  EXPECT_EQ(text->test->loader_threads, 3);
  EXPECT_FALSE(text->test->shuffle);
  EXPECT_EQ(text->schedule->call.name, "cosine");
  EXPECT_EQ(*text->clip_norm, 5);
  EXPECT_EQ(*text->max_steps, 1000);
  EXPECT_EQ(text->precision, proto::Training::BF16);
  EXPECT_EQ(text->seed, 18446744073709551615u);
  EXPECT_EQ(text->device, proto::Training::CUDA);
  EXPECT_EQ(text->threads, 8);
  EXPECT_EQ(text->checkpoint_every_epochs, 0);
  EXPECT_EQ(text->checkpoint_keep, 5);
  EXPECT_EQ(text->log_every_steps, 10);
}

TEST(ParseTrainingText, ResolvedTextMeansTheSame) {
  const auto text =
      Parse(kSmall, {{"seed=3"}, {"test.batch=7"}, {"test.data=d"}});
  ASSERT_TRUE(text.ok()) << text.status();
  const std::string resolved = ResolvedText(text->resolved);
  EXPECT_THAT(resolved, testing::HasSubstr("seed: 3\n"));
  EXPECT_THAT(resolved, testing::HasSubstr("log_every_steps: 50\n"));
  const auto again = Parse(resolved);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(ResolvedText(again->resolved), resolved);
}

TEST(ParseTrainingText, NamesEverythingThatIsMissing) {
  EXPECT_EQ(ErrorOf("seed: 1\ntrain {\n}\ntest { }"),
            R"text(training/small.prototxt: 'model' is missing
training/small.prototxt:2: 'train.data' is missing
training/small.prototxt:2: 'train.batch' is missing
training/small.prototxt:4: 'test.data' is missing
training/small.prototxt:4: 'test.batch' is missing
training/small.prototxt: 'loss' is missing
training/small.prototxt: 'optimizer' is missing
training/small.prototxt: 'epochs' is missing
training/small.prototxt: 'output' is missing)text");
  EXPECT_EQ(
      ErrorOf("model: 'm' loss: 'l' optimizer: 'o' epochs: 1 output: 'r'"),
      "training/small.prototxt: 'train' is missing");
}

TEST(ParseTrainingText, ChecksRanges) {
  EXPECT_EQ(SetError("epochs=0"),
            "--set epochs=0: epochs = 0 is out of range; expected 1 or more");
  EXPECT_EQ(SetError("train.batch=0"),
            "--set train.batch=0: train.batch = 0 is out of range; expected 1 "
            "or more");
  EXPECT_EQ(SetError("train.loader_threads=0"),
            "--set train.loader_threads=0: train.loader_threads = 0 is out of "
            "range; expected 1 to 1024");
  EXPECT_EQ(SetError("train.loader_threads=1025"),
            "--set train.loader_threads=1025: train.loader_threads = 1025 is "
            "out of range; expected 1 to 1024");
  EXPECT_EQ(
      SetError("max_steps=-1"),
      "--set max_steps=-1: max_steps = -1 is out of range; expected 0 or more");
  EXPECT_EQ(
      SetError("threads=-1"),
      "--set threads=-1: threads = -1 is out of range; expected 0 to 1024");
  EXPECT_EQ(SetError("checkpoint_every_epochs=-1"),
            "--set checkpoint_every_epochs=-1: checkpoint_every_epochs = -1 is "
            "out of range; expected 0 or more");
  EXPECT_EQ(SetError("checkpoint_keep=0"),
            "--set checkpoint_keep=0: checkpoint_keep = 0 is out of range; "
            "expected 1 or more");
  EXPECT_EQ(SetError("log_every_steps=0"),
            "--set log_every_steps=0: log_every_steps = 0 is out of range; "
            "expected 1 or more");
  EXPECT_EQ(SetError("clip_norm=0"),
            "--set clip_norm=0: clip_norm = 0 is out of range; expected a "
            "number above 0");
  EXPECT_EQ(SetError("clip_norm=nan"),
            "--set clip_norm=nan: clip_norm = nan is out of range; expected a "
            "number above 0");
  EXPECT_EQ(SetError("clip_norm=inf"),
            "--set clip_norm=inf: clip_norm = inf is out of range; expected a "
            "number above 0");
}

TEST(ParseTrainingText, TakesStepsForEachPart) {
  const std::string both = absl::StrCat(kSmall, kFull);
  const auto plain = Parse(both);
  ASSERT_TRUE(plain.ok()) << plain.status();
  EXPECT_FALSE(plain->train.steps.has_value());
  EXPECT_FALSE(plain->test->steps.has_value());
  const auto text = Parse(both, {{"train.steps=12"}, {"test.steps=16"}});
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(text->train.steps, 12);
  EXPECT_EQ(text->test->steps, 16);
  EXPECT_EQ(SetError("train.steps=0"),
            "--set train.steps=0: train.steps = 0 is out of range; expected 1 "
            "to 1000000");
}

TEST(ParseTrainingText, ChecksCalls) {
  EXPECT_EQ(SetError("loss=cross_entropy("),
            "--set loss=cross_entropy(: loss: column 15: expected an "
            "attribute's name, found the end");
  EXPECT_EQ(
      SetError("schedule="),
      "--set schedule=: schedule: column 1: expected a name, found the end");
  EXPECT_EQ(SetError("train.transform.1=shift(2)"),
            "--set train.transform.1=shift(2): train.transform: column 7: "
            "expected an attribute's name, found '2'");
  EXPECT_EQ(SetError("train.data=\"text\""),
            "--set train.data=\"text\": train.data: column 1: expected a name, "
            "found '\"text\"'");
  EXPECT_EQ(ErrorOf(absl::StrReplaceAll(kSmall, {{"\"flip\"", "\"flip +\""}})),
            "training/small.prototxt:5: train.transform: column 6: expected an "
            "operator or the end, found '+'");
}

TEST(ReadTrainingText, ReadsAFile) {
  const std::string path = testing::TempDir() + "small.prototxt";
  std::ofstream(path) << kSmall;
  const auto text = ReadTrainingText(path, {{"epochs=3"}});
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(text->epochs, 3);
  EXPECT_EQ(text->model_path, testing::TempDir() + "../models/small.prototxt");
  EXPECT_EQ(ReadTrainingText("absent.prototxt").status().message(),
            "absent.prototxt: cannot open the file: No such file or "
            "directory");
}

class Bases : public testing::Test {
 protected:
  static std::string Folder() { return testing::TempDir(); }
  static std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(Folder() + name) << text;
    return Folder() + name;
  }
  static std::string ErrorOfFile(const std::string& path) {
    return absl::StrReplaceAll(ReadTrainingText(path).status().message(),
                               {{Folder(), ""}});
  }
};

TEST_F(Bases, AreWhatTheFileDoesNotSay) {
  Write("small.prototxt", kSmall);
  const std::string path = Write("large.prototxt",
                                 "base: 'small.prototxt'\n"
                                 "model: 'large.model'\n"
                                 "set: 'param.n=3'\n"
                                 "train { batch: 32\n transform: 'noise' }\n");
  const auto text = ReadTrainingText(path, {{"epochs=3"}});
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(text->model_path, Folder() + "large.model");
  EXPECT_EQ(text->epochs, 3);
  EXPECT_EQ(text->output, "runs/small");
  EXPECT_EQ(text->train.batch, 32);
  EXPECT_EQ(text->train.data.location.ToString(),
            Folder() + "small.prototxt:3");
  ASSERT_EQ(text->train.transforms.size(), 3u);
  EXPECT_EQ(text->train.transforms[2].text, "noise");
  EXPECT_EQ(text->train.transforms[2].location.ToString(), path + ":5");
  ASSERT_EQ(text->model_settings.size(), 2u);
  EXPECT_EQ(text->model_settings[0].ToString(),
            Folder() + "small.prototxt:2: set param.g=AND");
  EXPECT_EQ(text->model_settings[1].ToString(), path + ":3: set param.n=3");
  EXPECT_FALSE(text->resolved.has_base());
}

TEST_F(Bases, KnowWhereTheirModelIs) {
  std::filesystem::create_directories(Folder() + "inner");
  Write("inner/small.prototxt", kSmall);
  const std::string path =
      Write("other.prototxt", "base: 'inner/small.prototxt'");
  EXPECT_EQ(ReadTrainingText(path)->model_path,
            Folder() + "inner/../models/small.prototxt");
  EXPECT_EQ(ReadTrainingText(path, {{"model=my.prototxt"}})->model_path,
            Folder() + "my.prototxt");
}

TEST_F(Bases, SayWhatIsWrong) {
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt", "\nbase: 'absent.prototxt'")),
            "a.prototxt:2: base: absent.prototxt: cannot open the file: No "
            "such file or directory");
  Write("b.prototxt", "base: 'a.prototxt'");
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt", "base: 'b.prototxt'")),
            "b.prototxt:1: base: the file is based on itself: a.prototxt -> "
            "b.prototxt -> a.prototxt");
  Write("b.prototxt", absl::StrCat(kSmall, "clip_norm: -1"));
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt", "base: 'b.prototxt'\nepochs: 0")),
            "b.prototxt:10: clip_norm = -1 is out of range; expected a number "
            "above 0\n"
            "a.prototxt:2: epochs = 0 is out of range; expected 1 or more");
  EXPECT_EQ(SetError("base=other.prototxt"),
            "--set base=other.prototxt: 'base' cannot be set from outside of "
            "the file");
}

}  // namespace
}  // namespace synfire
