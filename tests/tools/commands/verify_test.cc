#include <chrono>
#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"
#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class VerifyTest : public ProgramTest {};

constexpr char kMnistModel[] = R"txt(
  name: "m" steps: 2  input { name: "x" channels: 1 height: 28 width: 28 }
  layer { name: "flat" op: "flatten" }
  layer { name: "fc" op: "linear(features = 10)" })txt";

std::string Training(const std::string& folder) {
  return R"txt(
    model: "m.prototxt"
    train { data: "mnist(split = train, path = ')txt" +
         folder + R"txt(')" batch: 2 }
    loss: "cross_entropy"  optimizer: "sgd(lr = 0.1)"
    epochs: 1  output: "run")txt";
}

TEST_F(VerifyTest, AcceptsAModel) {
  Write("m.prototxt", kMnistModel);
  EXPECT_THAT(RunOk({"verify", "m.prototxt"}),
              StartsWith("m.prototxt: OK (2 layers, 7,850 parameters, "));
}

// Where a file's own fields do not say what it is.
TEST_F(VerifyTest, GoesByTheFileThatOneIsBasedOn) {
  Write("m.prototxt", kMnistModel);
  Write("t.prototxt", Training("mnist"));
  Write("u.prototxt", "base: 't.prototxt' set: 'steps=5'");
  EXPECT_EQ(RunJson({"summary", "u.prototxt"})["steps"], 5);
  Write("lost.prototxt", "base: 'nothing.prototxt' set: 'steps=1'");
  ExpectMistake({"summary", "lost.prototxt"},
                "lost.prototxt: base: nothing.prototxt: cannot open the file: "
                "No such file or directory");
  Write("self.prototxt", "base: 'self.prototxt' set: 'steps=1'");
  EXPECT_THAT(Run({"summary", "self.prototxt"}).err,
              HasSubstr("self.prototxt: neither a model nor a training file"));
}

TEST_F(VerifyTest, HoldsTheTestedNetworkAgainstTheTrained) {
  std::filesystem::create_directory(Path("data"));
  WriteMnist(Path("data"), 4, /*gzip=*/false);
  Write("m.prototxt", R"txt(
  name: "m" steps: 2  input { name: "x" channels: 1 height: 28 width: 28 }
  layer { name: "flat" op: "flatten" }
  layer { name: "sn" op: "psn" }
  layer { name: "rate" op: "mean_time" }
  layer { name: "fc" op: "linear(features = 10)" })txt");
  Write("t.prototxt", Training("data") + R"txt(
    test { data: "mnist(split = test, path = 'data')" batch: 2 steps: 3 })txt");
  ExpectMistake({"verify", "t.prototxt"},
                "t.prototxt: variable 'sn.weight' is f32[2,2] in one network "
                "and f32[3,3] "
                "in another, of 3 time steps; networks of one run share their "
                "variables");
}

TEST_F(VerifyTest, HoldsATrainingFileAgainstItsData) {
  std::filesystem::create_directory(Path("data"));
  WriteMnist(Path("data"), 4, /*gzip=*/false);
  Write("m.prototxt", kMnistModel);
  Write("t.prototxt", Training("data"));
  EXPECT_THAT(RunOk({"verify", "t.prototxt"}),
              StartsWith("t.prototxt: OK (2 layers, 7,850 parameters, "));

  Write("m.prototxt", R"txt(
  name: "m" steps: 2  input { name: "x" channels: 1 height: 32 width: 28 }
  layer { name: "flat" op: "flatten" }
  layer { name: "fc" op: "linear(features = 10)" })txt");
  ExpectMistake({"verify", "t.prototxt"},
                "m.prototxt:2: input 'x': the model reads samples of "
                "[32,28,1] [H,W,C], the data set has [28,28,1]");

  Write("m.prototxt", R"txt(
  name: "m" steps: 2  input { name: "x" channels: 1 height: 28 width: 28 }
  layer { name: "flat" op: "flatten" }
  layer { name: "fc" op: "linear(features = 11)" })txt");
  ExpectMistake({"verify", "t.prototxt"},
                "t.prototxt:3: the train data have 10 classes, the network 11 "
                "outputs");
}

TEST_F(VerifyTest, SkipsDataThatAreNotThere) {
  Write("m.prototxt", kMnistModel);
  Write("t.prototxt", Training("nowhere"));
  const std::string text = RunOk({"verify", "t.prototxt"});
  EXPECT_THAT(text, StartsWith("t.prototxt: SKIPPED the check of the train "
                               "data: t.prototxt:3: mnist: no "
                               "train-images-idx3-ubyte[.gz] in nowhere"));
  EXPECT_THAT(text, HasSubstr("\nt.prototxt: OK ("));
}

TEST_F(VerifyTest, GoesOnAfterAFileThatIsWrong) {
  Write("good.prototxt", kMnistModel);
  Write("bad.prototxt", "steps: true");
  const Outcome outcome =
      Run({"verify", "nosuch.prototxt", "good.prototxt", "bad.prototxt"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.out, StartsWith("good.prototxt: OK"));
  EXPECT_THAT(outcome.err,
              StartsWith("synfire: error: nosuch.prototxt: cannot open the "
                         "file: No such file or directory\n"
                         "synfire: error: bad.prototxt:1:"));
}

TEST_F(VerifyTest, SaysWhichCallOfATrainingFileIsWrong) {
  Write("m.prototxt", kMnistModel);
  const std::string good = Training("nowhere");
  const auto expect = [&](const std::string& from, const std::string& to,
                          const std::string& message) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    Write("t.prototxt", text);
    ExpectMistake({"verify", "t.prototxt"}, message);
  };
  expect("sgd(lr", "sdg(lr",
         "t.prototxt:4: 'sdg' is no optimizer; did you mean 'sgd'?");
  expect("cross_entropy", "cross_entropie",
         "t.prototxt:4: 'cross_entropie' is no loss; did you mean "
         "'cross_entropy'?");
  expect("mnist(", "mnits(",
         "t.prototxt:3: 'mnits' is no data set; did you mean 'mnist'?");
  expect("model: \"m.prototxt\"", "modle: \"m.prototxt\"",
         "t.prototxt:2:5: training has no field 'modle'; did you mean "
         "'model'?");
  expect("m.prototxt", "n.prototxt",
         "t.prototxt:2: model: n.prototxt: cannot open the file: No such file "
         "or directory");
}

// A file, all of it, and what is said of it.
struct Mistake {
  std::string name, file, message;
};

class MistakeTest : public ProgramTest,
                    public testing::WithParamInterface<Mistake> {};

TEST_P(MistakeTest, IsNamed) {
  Write("m", GetParam().file);
  ExpectMistake({"verify", "m"}, GetParam().message);
}

// Line 3 is the first that the mistakes stand in.
std::string Model(const std::string& layers) {
  return "name: 'm' steps: 2\n"
         "input { name: 'x' channels: 1 height: 4 width: 4 }\n" +
         layers;
}

const Mistake kMistakes[] = {
    {"MisspeltField", Model("layer { name: 'c' opp: 'if' }"),
     "m:3:19: layer has no field 'opp'; did you mean 'op'?"},
    {"UnknownLayer", Model("layer { name: 'c' op: 'conv2(kernel = 3)' }"),
     "m:3: layer 'c': op: 'conv2' is no layer or block; did you mean "
     "'conv2d'?"},
    {"UnknownAttribute",
     Model("layer { name: 'c' op: 'conv2d(channels = 2, kernal = 3)' }"),
     "m:3: layer 'c': column 22: conv2d: 'kernal' is no attribute; did you "
     "mean 'kernel'?"},
    {"OutOfRange", Model("layer { name: 'c' op: 'lif(tau = 0.5)' }"),
     "m:3: layer 'c': column 11: lif: tau = 0.5 steps is out of range; "
     "expected > 1"},
    {"ShapeMismatch", Model("layer { name: 'c' op: 'linear(features = 3)' }"),
     "m:3: layer 'c': x is [1,4,4,1], expected 2 axes [N,I]; put a flatten "
     "layer before"},
    {"WindowTooLarge",
     Model("layer { name: 'c' op: 'conv2d(channels = 2, kernel = 7)' }"),
     "m:3: layer 'c': kernel 7x7 does not fit the 4x4 input with pad 0"},
    {"MissingName", Model("layer { name: 'a' op: 'if' } layer { op: 'if' }"),
     "m:3: layer: 'name' is missing"},
    {"DoubledName",
     Model("layer { name: 'c' op: 'if' }\nlayer { name: 'c' op: 'if' }"),
     "m:4: layer 'c': the name is already taken at m:3"},
    {"CycleWithoutDelay",
     Model("layer { name: 'a' op: 'add' input: 'x' input: 'b' }\n"
           "layer { name: 'b' op: 'if' }"),
     "m:3: layer 'a': input 'b' is a later layer; a cycle needs a delay: "
     "write b[t-1]"},
    {"BlockInItself",
     Model("block { name: 'b' layer { name: 'i' op: 'b' input: 'in' } }\n"
           "layer { name: 'a' op: 'b' }"),
     "m:3: layer 'i': block 'b' contains itself: b -> b"},
    {"HugeRepeat", Model("layer { name: 'a' op: 'if' repeat: '1000000000' }"),
     "m:3: layer 'a': repeat is 1000000000; expected an integer from 1 to "
     "10000"},
    {"UnknownSurrogate",
     Model("layer { name: 'a' op: 'if(surrogate = atam)' }"),
     "m:3: layer 'a': surrogate: 'atam' is no surrogate; did you mean "
     "'atan'?"},
    {"UnknownInitialiser",
     Model("layer { name: 'f' op: 'flatten' }\n"
           "layer { name: 'a' op: 'linear(features = 2, init = normall)' }"),
     "m: variable 'a.weight': 'normall' is no initialiser; did you mean "
     "'normal'?"},
    {"Binary",
     std::string("\x7f"
                 "ELF\0\1\2",
                 7),
     "m: the file is binary (it holds a NUL byte); expected protobuf text"},
    {"Empty", "", "m: the file is empty"},
    {"SomethingElse", "Dear Sir or Madam,",
     "m: neither a model nor a training file; a model has fields such as "
     "'steps', 'input' and 'layer', a training file 'model', 'train' and "
     "'optimizer'"},
};

INSTANTIATE_TEST_SUITE_P(Of, MistakeTest, testing::ValuesIn(kMistakes),
                         [](const auto& info) { return info.param.name; });

TEST_F(VerifyTest, RefusesAGigabyteWithoutReadingIt) {
  Write("m", "");
  std::filesystem::resize_file(Path("m"), int64_t{1} << 30);  // a hole
  const auto start = std::chrono::steady_clock::now();
  ExpectMistake({"verify", "m"},
                "m: the file has 1073741824 bytes; a text file may have "
                "16777216");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

}  // namespace
}  // namespace synfire
