#include "data/safetensors/convert.h"

#include <fstream>

#include "data/safetensors/reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/torch/torch_writer.h"
#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A SEW block whose shortcut has neurons, between a stem and a classifier.
constexpr char kResNet[] = R"txt(
  name: "r" steps: 2  input { name: "image" channels: 1 height: 2 width: 2 }
  block { name: "down"
    layer { name: "0" op: "conv2d(channels = 2, kernel = 1, bias = false)" input: "in" }
    layer { name: "1" op: "batch_norm" }
    layer { name: "2" op: "if(surrogate = atan(alpha = 2), detach_reset = true)" } }
  block { name: "sew"
    layer { name: "conv1" op: "conv2d(channels = 2, kernel = 1, bias = false)" input: "in" }
    layer { name: "bn1" op: "batch_norm" }
    layer { name: "sn1" op: "plif(surrogate = atan(alpha = 2), detach_reset = true)" }
    layer { name: "downsample" op: "down" input: "in" }
    layer { name: "join" op: "connect(g = ADD)" input: "sn1" input: "downsample" } }
  layer { name: "conv1" op: "conv2d(channels = 1, kernel = 1, bias = false)" }
  layer { name: "layer1" op: "sew" repeat: "1" }
  layer { name: "pool" op: "global_avg_pool" }
  layer { name: "rate" op: "mean_time" }
  layer { name: "fc" op: "linear(features = 11)" })txt";

// Two convolutions in a chain.
constexpr char kChain[] = R"txt(
  name: "c" steps: 2  input { name: "image" channels: 1 height: 2 width: 2 }
  layer { name: "a" op: "conv2d(channels = 2, kernel = 1, bias = false)" }
  layer { name: "fire" op: "if(surrogate = atan(alpha = 2), detach_reset = true)" }
  layer { name: "pool" op: "max_pool2d(kernel = 2)" }
  layer { name: "b" op: "conv2d(channels = 2, kernel = 1, bias = false)" }
  layer { name: "burn" op: "plif(surrogate = atan(alpha = 2), detach_reset = true)" }
  layer { name: "flat" op: "flatten" }
  layer { name: "rate" op: "mean_time" }
  layer { name: "out" op: "linear(features = 2, bias = false)" })txt";

std::vector<float> Ramp(int count, float first) {
  std::vector<float> numbers;
  for (int i = 0; i < count; ++i) {
    numbers.push_back(first + 0.25f * static_cast<float>(i));
  }
  return numbers;
}

// A norm of two channels.
void AddNorm(const std::string& name, std::vector<FloatTensor>* tensors) {
  for (const char* leaf : {"weight", "bias", "running_mean", "running_var"}) {
    tensors->push_back({name + "." + leaf, {2}, {1, 0.5}});
  }
}

std::vector<FloatTensor> PublishedResNet() {
  std::vector<FloatTensor> tensors = {
      {"conv1.weight", {1, 1, 1, 1}, {2}},
      {"layer1.0.conv1.module.0.weight", {2, 1, 1, 1}, {1, 2}}};
  AddNorm("layer1.0.conv1.module.1", &tensors);
  tensors.push_back({"layer1.0.sn1.w", {}, {0.5}});
  tensors.push_back(
      {"layer1.0.downsample.0.module.0.weight", {2, 1, 1, 1}, {3, 4}});
  AddNorm("layer1.0.downsample.0.module.1", &tensors);
  tensors.push_back({"fc.weight", {11, 2}, Ramp(22, 0)});
  tensors.push_back({"fc.bias", {11}, Ramp(11, 0)});
  return tensors;
}

class ConvertTest : public ProgramTest {
 protected:
  ConvertTest() {
    ProgramTest::Write("r.prototxt", kResNet);
    ProgramTest::Write("c.prototxt", kChain);
    Write("published.pth", PublishedResNet(), {"model"});
    WriteTensors("x", {{"input", {1, 1, 2, 2}, {1, 2, 3, 4}},
                       {"labels", {1}, {1}, true}});
  }

  using ProgramTest::Write;
  void Write(const std::string& name, const std::vector<FloatTensor>& tensors,
             const std::vector<std::string>& within = {}) const {
    ProgramTest::Write(name, MakeCheckpoint(tensors, within));
  }

  // What a training step reports; what was recognised is on stderr.
  nlohmann::json Probe(const std::string& model,
                       const std::string& weights) const {
    const Outcome outcome = Run({"probe", model, "--weights", weights,
                                 "--input", "x", "--mode", "train", "--json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    nlohmann::json json = nlohmann::json::parse(outcome.out, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << outcome.out;
    return json;
  }

  std::vector<std::string> NamesIn(const std::string& name) const {
    const auto file = SafetensorsFile::Open(Path(name));
    EXPECT_TRUE(file.ok()) << file.status();
    std::vector<std::string> names;
    for (const TensorView& tensor : file->tensors()) {
      names.push_back(tensor.name);
    }
    return names;
  }

  std::vector<double> Numbers(const std::string& name,
                              const std::string& tensor) const {
    const auto file = SafetensorsFile::Open(Path(name));
    EXPECT_TRUE(file.ok()) << file.status();
    const TensorView* view = file->Find(tensor);
    EXPECT_NE(view, nullptr) << tensor;
    return view == nullptr ? std::vector<double>() : ReadAsF64(*view).value();
  }
};

TEST_F(ConvertTest, RecognisesPublishedNames) {
  EXPECT_EQ(RunOk({"convert", "published.pth", "--model", "r.prototxt", "--out",
                   "own"}),
            "published.pth: PyTorch, 14 tensors\n"
            "  names: published, those of the SEW paper's code\n"
            "  the weights are in 'model'; beside it and not read: epoch (an "
            "int)\n"
            "own: 14 tensors, 55 numbers, F32\n"
            "  names: synfire\n");
  EXPECT_THAT(
      NamesIn("own"),
      ElementsAre("conv1.weight", "fc.bias", "fc.weight", "layer1.0.bn1.bias",
                  "layer1.0.bn1.running_mean", "layer1.0.bn1.running_var",
                  "layer1.0.bn1.weight", "layer1.0.conv1.weight",
                  "layer1.0.downsample.0.weight", "layer1.0.downsample.1.bias",
                  "layer1.0.downsample.1.running_mean",
                  "layer1.0.downsample.1.running_var",
                  "layer1.0.downsample.1.weight", "layer1.0.sn1.w"));
  EXPECT_THAT(Numbers("own", "layer1.0.downsample.0.weight"),
              ElementsAre(3, 4));
  EXPECT_THAT(Numbers("own", "layer1.0.sn1.w"), ElementsAre(0.5));
}

TEST_F(ConvertTest, WritesEitherNamingAndReadsItAgain) {
  RunOk({"convert", "published.pth", "--model", "r.prototxt", "--out", "own"});
  for (const char* scheme : {"torchvision", "published", "synfire"}) {
    RunOk({"convert", "own", "--model", "r.prototxt", "--scheme", scheme,
           "--out", "there"});
    EXPECT_THAT(
        RunOk({"convert", "there", "--model", "r.prototxt", "--out", "back"}),
        HasSubstr(std::string("\n  names: ") + scheme + ", "));
    EXPECT_EQ(NamesIn("back"), NamesIn("own"));
    EXPECT_THAT(Numbers("back", "layer1.0.conv1.weight"), ElementsAre(1, 2));
  }
  // Without the model, as far as names alone tell.
  RunOk({"convert", "published.pth", "--scheme", "torchvision", "--out", "tv"});
  EXPECT_EQ(NamesIn("tv"), NamesIn("own"));
  RunOk({"convert", "published.pth", "--out", "same"});
  EXPECT_THAT(Numbers("same", "layer1.0.conv1.module.0.weight"),
              ElementsAre(1, 2));
}

TEST_F(ConvertTest, NamesTheModelWhereItIsNeeded) {
  RunOk({"convert", "published.pth", "--model", "r.prototxt", "--out", "own"});
  ExpectMistake({"convert", "own", "--scheme", "published", "--out", "o"},
                "own: --scheme published needs --model: the names of shortcuts "
                "say whether they have neurons");
  WriteTensors("other", {{"a.weight", {1}, {1}}});
  ExpectMistake({"convert", "other", "--scheme", "published", "--out", "o"},
                "other: --scheme published needs --model: the names are of no "
                "known naming");
  RunOk({"convert", "published.pth", "--scheme", "torchvision", "--out", "tv"});
  ExpectMistake({"convert", "tv", "--scheme", "published", "--out", "o"},
                "tv: --scheme published needs --model: the names of shortcuts "
                "say whether they have neurons");
  Write("chain.pth", {{"conv.0.0.module.0.weight", {1}, {1}}});
  ExpectMistake({"convert", "chain.pth", "--scheme", "synfire", "--out", "o"},
                "chain.pth: --scheme synfire needs --model: the names are "
                "numbers of a chain");
  ExpectMistake(
      {"convert", "chain.pth", "--class-order", "text", "--out", "o"},
      "chain.pth: --class-order text needs --model: no layer is called fc or "
      "out, as a classifier is");
  ExpectMistake({"convert", "own", "--set", "steps=1", "--out", "o"},
                "--set changes the file of --model, which is not given");
}

TEST_F(ConvertTest, ListsWhatDoesNotFit) {
  std::vector<FloatTensor> tensors = PublishedResNet();
  tensors[0].shape = {1, 1};
  tensors[1].name = "layer1.0.conv9.module.0.weight";
  Write("wrong.pth", tensors);
  ExpectMistake({"convert", "wrong.pth", "--model", "r.prototxt", "--out", "o"},
                "wrong.pth: the tensors are not those of this model, in "
                "published names:\n"
                "  another shape: conv1.weight is [1,1], expected [1,1,1,1]\n"
                "  missing: layer1.0.conv1.module.0.weight [2,1,1,1] "
                "(layer1.0.conv1.weight here)\n"
                "  left over: layer1.0.conv9.module.0.weight [2,1,1,1]");
}

TEST_F(ConvertTest, LeavesOutPrefixesAndCounters) {
  std::vector<FloatTensor> tensors = PublishedResNet();
  tensors.push_back({"layer1.0.conv1.module.1.num_batches_tracked", {}, {9}});
  for (FloatTensor& tensor : tensors) tensor.name = "module." + tensor.name;
  Write("ddp.pth", tensors, {"state_dict"});
  const std::string text =
      RunOk({"convert", "ddp.pth", "--model", "r.prototxt", "--out", "own"});
  EXPECT_THAT(text, HasSubstr("\n  left out 1 counters num_batches_tracked: "
                              "running statistics have a fixed momentum here\n"
                              "  all names began with 'module.', as of a model "
                              "for several GPUs: left out\n"));
  EXPECT_EQ(NamesIn("own").size(), 14);
}

TEST_F(ConvertTest, ChangesTypesWhereAsked) {
  WriteTensors("wide", {{"a", {2}, {1, 2.5}}, {"n", {1}, {7}, true}});
  EXPECT_THAT(RunOk({"convert", "wide", "--out", "kept"}),
              HasSubstr("kept: 2 tensors, 3 numbers, F64 I64\n"));
  EXPECT_EQ(RunOk({"convert", "wide", "--dtype", "f32", "--out", "short"}),
            "wide: safetensors, 2 tensors\n"
            "  names: of no known naming\n"
            "  1 tensors became F32\n"
            "short: 2 tensors, 3 numbers, F32 I64\n");
  EXPECT_THAT(Numbers("short", "a"), ElementsAre(1, 2.5));
}

TEST_F(ConvertTest, OrdersTheClassesOfTheClassifier) {
  const std::string note =
      "--class-order text: the rows of fc were classes 0, 1, 10, 2, 3, 4, 5, "
      "6, 7, 8, 9 and are now in the order of numbers";
  for (const std::vector<std::string>& model :
       std::vector<std::vector<std::string>>{{}, {"--model", "r.prototxt"}}) {
    std::vector<std::string> arguments = {
        "convert", "published.pth", "--class-order", "text", "--out", "own"};
    arguments.insert(arguments.end(), model.begin(), model.end());
    EXPECT_THAT(RunOk(arguments), HasSubstr("\n  " + note + "\n"));
    EXPECT_THAT(
        Numbers("own", "fc.bias"),
        ElementsAre(0, 0.25, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 0.5));
    EXPECT_THAT(Numbers("own", "fc.weight")[20], 1);
  }
  const Outcome outcome =
      Run({"probe", "r.prototxt", "--weights", "published.pth", "--class-order",
           "text", "--input", "x"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("synfire: published.pth: " + note + "\n"));
}

// The same network from files in all namings: the same numbers, under the names
// of the file.
TEST_F(ConvertTest, ProbeReportsInTheNamesOfTheFile) {
  RunOk({"convert", "published.pth", "--model", "r.prototxt", "--out", "own"});
  RunOk({"convert", "own", "--model", "r.prototxt", "--scheme", "torchvision",
         "--out", "tv"});
  const nlohmann::json own = Probe("r.prototxt", "own"),
                       published = Probe("r.prototxt", "published.pth"),
                       torchvision = Probe("r.prototxt", "tv");
  EXPECT_EQ(published["logits"], own["logits"]);
  EXPECT_EQ(torchvision["logits"], own["logits"]);
  EXPECT_EQ(published["gradient_norms"]["layer1.0.conv1.module.0.weight"],
            own["gradient_norms"]["layer1.0.conv1.weight"]);
  EXPECT_EQ(published["running"]["layer1.0.downsample.0.module.1.running_mean"],
            own["running"]["layer1.0.downsample.1.running_mean"]);
  EXPECT_EQ(published["firing_rates"]["layer1.0.downsample.1"],
            own["firing_rates"]["layer1.0.downsample.2"]);
  EXPECT_EQ(torchvision["firing_rates"]["layer1.0.downsample_sn"],
            own["firing_rates"]["layer1.0.downsample.2"]);
  EXPECT_EQ(own["firing_rates"].size(), 2);
}

TEST_F(ConvertTest, ReadsChainsByNamesAndByOrder) {
  const auto chain = [](const std::vector<std::string>& names) {
    return std::vector<FloatTensor>{{names[3], {2, 2}, {1, 2, 3, 4}},
                                    {names[2], {}, {0}},
                                    {names[1], {2, 2, 1, 1}, {1, 2, 3, 4}},
                                    {names[0], {2, 1, 1, 1}, {1, 2}}};
  };
  Write("names.pth",
        chain({"conv.0.0.module.0.weight", "conv.2.0.module.0.weight",
               "conv.2.1.w", "out.weight"}));
  Write("order.pth", chain({"conv.0.1.weight", "conv.10.0.weight",
                            "conv.10.1.w", "out.weight"}));
  const nlohmann::json names = Probe("c.prototxt", "names.pth"),
                       order = Probe("c.prototxt", "order.pth");
  EXPECT_EQ(names["logits"], order["logits"]);
  EXPECT_TRUE(names["firing_rates"].contains("conv.0.1"));
  EXPECT_TRUE(names["firing_rates"].contains("conv.2.1"));
  EXPECT_TRUE(order["firing_rates"].contains("conv.0.2"));
  EXPECT_TRUE(order["firing_rates"].contains("conv.10.1"));
  EXPECT_THAT(RunOk({"convert", "order.pth", "--model", "c.prototxt",
                     "--scheme", "published", "--out", "own"}),
              HasSubstr("  names: published in part: numbers of a chain, taken "
                        "in their order, in which all shapes are the "
                        "model's\n"));
  EXPECT_THAT(Numbers("own", "conv.2.0.module.0.weight"),
              ElementsAre(1, 2, 3, 4));
}

TEST_F(ConvertTest, PredictTakesThemToo) {
  RunOk({"convert", "published.pth", "--model", "r.prototxt", "--out", "own"});
  const Outcome outcome = Run({"predict", "r.prototxt", "--weights",
                               "published.pth", "--input", "x", "--json"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err,
              HasSubstr("synfire: published.pth: names: published, those of "
                        "the SEW paper's code\n"));
  EXPECT_EQ(outcome.out, RunOk({"predict", "r.prototxt", "--weights", "own",
                                "--input", "x", "--json"}));
}

TEST_F(ConvertTest, RefusesAttacksAndDamage) {
  ProgramTest::Write("evil.pth",
                     MakeTorchZip(PickledCall(PickledName("os", "system"),
                                              {PickledText("touch ran")}),
                                  {}));
  ExpectMistake({"convert", "evil.pth", "--out", "o"},
                "evil.pth: archive/data.pkl: byte 2: names os.system, which "
                "reaches the system and has no place in a file of weights; "
                "nothing was run");
  EXPECT_FALSE(std::ifstream(Path("ran")).good());
  EXPECT_FALSE(std::ifstream(Path("o")).good());
  const std::string good = MakeCheckpoint(PublishedResNet());
  ProgramTest::Write("cut.pth", good.substr(0, good.size() - 1));
  ExpectMistake({"convert", "cut.pth", "--out", "o"},
                "cut.pth: byte " + std::to_string(good.size() - 1) +
                    ": the end of a zip archive is not there: the file is cut "
                    "short, or is no zip archive");
  ExpectMistake({"convert", "nothing.pth", "--out", "o"},
                "cannot open 'nothing.pth': No such file or directory");
}

}  // namespace
}  // namespace synfire
