#include "graph/import/expand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/import/recording_builder.h"

namespace synfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kHeader[] =
    R"text(name: "net" steps: 4 input { name: "x" channels: 3 height: 8 width: 8 }
)text";

absl::StatusOr<std::vector<std::string>> Expand(const std::string& text,
                                                const Settings& settings = {}) {
  const auto model = ParseModelText(kHeader + text, "net.prototxt", settings);
  if (!model.ok()) return Annotate(model.status(), "NOT EXPANDED: ");
  RecordingBuilder builder;
  SYNFIRE_RETURN_IF_ERROR(ExpandModel(*model, builder));
  EXPECT_TRUE(builder.EveryDelayedPathIsALayer());
  return builder.lines();
}

std::vector<std::string> Lines(const std::string& text,
                               const Settings& settings = {}) {
  const auto lines = Expand(text, settings);
  EXPECT_TRUE(lines.ok()) << lines.status();
  return lines.ok() ? *lines : std::vector<std::string>();
}

std::string ErrorOf(const std::string& text) {
  return std::string(Expand(text).status().message());
}

TEST(ExpandModel, ChainsLayers) {
  EXPECT_THAT(Lines(R"text(
      layer { name: "a" op: "conv(channels = 2 * steps)" }
      layer { name: "b" op: "norm" })text"),
              ElementsAre("x = input", "a = conv(channels = 8) <- x",
                          "b = norm <- a", "return b"));
}

TEST(ExpandModel, ReturnsTheNamedOutput) {
  EXPECT_THAT(Lines(R"text(
      output: "a"
      layer { name: "a" op: "lif" input: "x" input: "b[t-1]" }
      layer { name: "b" op: "norm" })text"),
              ElementsAre("x = input", "a = lif <- x, b[t-1]", "b = norm <- a",
                          "return a"));
}

constexpr char kSew[] = R"text(
    block { name: "shortcut" param { name: "width" }
      layer { name: "conv" op: "conv(channels = width)" }
      layer { name: "norm" op: "norm" } }
    block { name: "sew" param { name: "width" }
      param { name: "stride" value: "1" }
      layer { name: "conv1" op: "conv(channels = width, stride = stride)" }
      layer { name: "sn1" op: "if" }
      layer { name: "downsample" op: "shortcut(width = width)" input: "in"
              when: "stride != 1 || in_channels != width" }
      layer { name: "out" op: "add(g = g)" input: "sn1" input: "downsample" } }
    param { name: "g" value: "ADD" }
    layer { name: "layer1" op: "sew(width = 64, stride = index == 0 ? 2 : 1)"
            repeat: "2" }
)text";

TEST(ExpandModel, ExpandsBlocksRepetitionAndConditions) {
  EXPECT_THAT(
      Lines(kSew),
      ElementsAre("x = input",
                  "layer1.0.conv1 = conv(channels = 64, stride = 2) <- x",
                  "layer1.0.sn1 = if <- layer1.0.conv1",
                  "layer1.0.downsample.conv = conv(channels = 64) <- x",
                  "layer1.0.downsample.norm = norm <- layer1.0.downsample.conv",
                  "layer1.0.out = add(g = ADD) <- layer1.0.sn1, "
                  "layer1.0.downsample.norm",
                  "layer1.1.conv1 = conv(channels = 64, stride = 1) <- "
                  "layer1.0.out",
                  "layer1.1.sn1 = if <- layer1.1.conv1",
                  "layer1.1.out = add(g = ADD) <- layer1.1.sn1, layer1.0.out",
                  "return layer1.1.out"));
}

TEST(ExpandModel, SaysWhereBlocksEnd) {
  const auto model =
      ParseModelText(std::string(kHeader) + kSew, "net.prototxt");
  ASSERT_TRUE(model.ok()) << model.status();
  RecordingBuilder builder;
  ASSERT_TRUE(ExpandModel(*model, builder).ok());
  EXPECT_THAT(builder.blocks(),
              ElementsAre("layer1.0.downsample: layer1.0.downsample.norm",
                          "layer1.0: layer1.0.out", "layer1.1: layer1.1.out"));
}

TEST(ExpandModel, SettingsChangeParameters) {
  const auto lines = Lines(kSew, {{"param.g=AND"}, {"layer.layer1.repeat=1"}});
  ASSERT_EQ(lines.size(), 7u);
  EXPECT_EQ(lines[5],
            "layer1.0.out = add(g = AND) <- layer1.0.sn1, "
            "layer1.0.downsample.norm");
}

TEST(ExpandModel, RepetitionOfOneHasAnIndex) {
  EXPECT_THAT(Lines(R"text(layer { name: "a" op: "norm" repeat: "1" })text"),
              ElementsAre("x = input", "a.0 = norm <- x", "return a.0"));
}

TEST(ExpandModel, CopiesShareTheOtherInputs) {
  EXPECT_THAT(Lines(R"text(
      layer { name: "a" op: "norm" }
      layer { name: "b" op: "add" input: "a" input: "x" repeat: "2" })text"),
              ElementsAre("x = input", "a = norm <- x", "b.0 = add <- a, x",
                          "b.1 = add <- b.0, x", "return b.1"));
}

TEST(ExpandModel, ACopyCanBeLeftOut) {
  EXPECT_THAT(Lines(R"text(
      layer { name: "a" op: "conv(channels = index)" repeat: "3"
              when: "index != 1" })text"),
              ElementsAre("x = input", "a.0 = conv(channels = 0) <- x",
                          "a.2 = conv(channels = 2) <- a.0", "return a.2"));
}

TEST(ExpandModel, ALayerLeftOutStandsForItsFirstInput) {
  EXPECT_THAT(
      Lines(R"text(
      layer { name: "a" op: "norm" }
      layer { name: "b" op: "add" input: "a" input: "x" when: "steps > 4" }
      layer { name: "c" op: "norm" })text"),
      ElementsAre("x = input", "a = norm <- x", "c = norm <- a", "return c"));
}

TEST(ExpandModel, BlocksHaveSeveralInputs) {
  EXPECT_THAT(Lines(R"text(
      block { name: "join" layer { name: "sum" op: "add" input: "in"
                                   input: "in1" } }
      layer { name: "a" op: "norm" }
      layer { name: "b" op: "join" input: "a" input: "x" })text"),
              ElementsAre("x = input", "a = norm <- x", "b.sum = add <- a, x",
                          "return b.sum"));
}

TEST(ExpandModel, BlocksReturnTheirNamedOutput) {
  EXPECT_THAT(Lines(R"text(
      block { name: "loop" output: "a"
        layer { name: "a" op: "lif" input: "in" input: "b[t-2]" }
        layer { name: "b" op: "norm" } }
      layer { name: "l" op: "loop" })text"),
              ElementsAre("x = input", "l.a = lif <- x, l.b[t-2]",
                          "l.b = norm <- l.a", "return l.a"));
}

TEST(ExpandModel, DefaultsSeeEarlierParametersAndChannels) {
  EXPECT_THAT(Lines(R"text(
      block { name: "b" param { name: "w" value: "in_channels" }
        param { name: "w4" value: "4 * w" }
        layer { name: "c" op: "conv(channels = w4)" } }
      layer { name: "l" op: "b" repeat: "2" }
      layer { name: "m" op: "b(w = in_channels + 1)" })text"),
              ElementsAre("x = input", "l.0.c = conv(channels = 12) <- x",
                          "l.1.c = conv(channels = 48) <- l.0.c",
                          "m.c = conv(channels = 196) <- l.1.c", "return m.c"));
}

TEST(ExpandModel, AParameterCanBeTheOp) {
  const char kText[] = R"text(
      param { name: "neuron" value: "lif(tau = steps / 2)" }
      block { name: "b" param { name: "n" value: "if" }
        layer { name: "s" op: "n" } }
      layer { name: "a" op: "neuron" }
      layer { name: "c" op: "b" })text";
  EXPECT_THAT(Lines(kText), ElementsAre("x = input", "a = lif(tau = 2) <- x",
                                        "c.s = if <- a", "return c.s"));
  EXPECT_THAT(
      Lines(kText, {{"param.neuron=if"}}),
      ElementsAre("x = input", "a = if <- x", "c.s = if <- a", "return c.s"));
}

TEST(ExpandModel, AnOpAddsItsArgumentsToThoseOfTheParameter) {
  EXPECT_THAT(Lines(R"text(
      param { name: "neuron" value: "lif(tau = steps / 2)" }
      layer { name: "a" op: "neuron(v = 1)" }
      layer { name: "b" op: "neuron(tau = 3)" })text"),
              ElementsAre("x = input", "a = lif(tau = 2, v = 1) <- x",
                          "b = lif(tau = 3) <- a", "return b"));
}

TEST(ExpandModel, AParameterCanBeABlock) {
  const char kText[] = R"text(
      param { name: "g" value: "AND" }
      param { name: "unit" value: "sew(g = g)" }
      block { name: "sew" param { name: "width" } param { name: "g" }
        layer { name: "c" op: "conv(channels = width)" }
        layer { name: "out" op: "add(g = g)" input: "c" input: "in" } }
      block { name: "plain" param { name: "width" }
        layer { name: "c" op: "conv(channels = width)" } }
      block { name: "stage" param { name: "unit" }
        layer { name: "u" op: "unit(width = in_channels)" } }
      layer { name: "l" op: "unit(width = 2 + index)" repeat: "2" }
      layer { name: "s" op: "stage(unit = unit)" })text";
  EXPECT_THAT(Lines(kText, {{"param.g=ADD"}}),
              ElementsAre("x = input", "l.0.c = conv(channels = 2) <- x",
                          "l.0.out = add(g = ADD) <- l.0.c, x",
                          "l.1.c = conv(channels = 3) <- l.0.out",
                          "l.1.out = add(g = ADD) <- l.1.c, l.0.out",
                          "s.u.c = conv(channels = 3) <- l.1.out",
                          "s.u.out = add(g = ADD) <- s.u.c, l.1.out",
                          "return s.u.out"));
}

TEST(ExpandModel, ADelayLeadsIntoTheBlockOfAParameter) {
  const char kText[] = R"text(
      param { name: "unit" value: "b" }
      block { name: "b" layer { name: "c" op: "norm" }
        layer { name: "d" op: "norm" } }
      layer { name: "a" op: "add" input: "x" input: "l[t-1]" }
      layer { name: "l" op: "unit" })text";
  EXPECT_THAT(Lines(kText), ElementsAre("x = input", "a = add <- x, l.d[t-1]",
                                        "l.c = norm <- a", "l.d = norm <- l.c",
                                        "return l.d"));
}

// What the file itself does not show: the block is that of a parameter.
TEST(ExpandModel, LimitsTheNestingOfBlocks) {
  const std::string block =
      "block { name: 'b' param { name: 'p' }\n"
      "layer { name: 'l' op: 'p(p = p)' } }\n";
  EXPECT_THAT(ErrorOf(block + "layer { name: 'a' op: 'b(p = b)' }"),
              HasSubstr(".l': blocks are nested more than 64 deep"));
  EXPECT_THAT(ErrorOf(block + "layer { name: 'a' op: 'add' input: 'x' "
                              "input: 'c[t-1]' }\n"
                              "layer { name: 'c' op: 'b(p = b)' }"),
              HasSubstr("input 'c[t-1]': blocks are nested more than 64 deep"));
}

TEST(ExpandModel, ADelayLeadsToTheLastCopyOfTheOutputLayer) {
  const std::string blocks = R"text(
      block { name: "inner" param { name: "n" }
        layer { name: "s" op: "lif" repeat: "n" } }
      block { name: "outer" param { name: "n" }
        layer { name: "i" op: "inner(n = n)" } }
      layer { name: "sum" op: "add" input: "x" input: "o[t-1]" }
      layer { name: "o" op: "outer(n = 1 + index)" repeat: "2" }
  )text";
  EXPECT_THAT(
      Lines(blocks),
      ElementsAre("x = input", "sum = add <- x, o.1.i.s.1[t-1]",
                  "o.0.i.s.0 = lif <- sum", "o.1.i.s.0 = lif <- o.0.i.s.0",
                  "o.1.i.s.1 = lif <- o.1.i.s.0", "return o.1.i.s.1"));
}

TEST(ExpandModel, ADelayCanLeadToTheLayerItselfOrBack) {
  EXPECT_THAT(Lines(R"text(
      layer { name: "a" op: "lif" input: "x" input: "a[t-1]" }
      layer { name: "b" op: "add" input: "a" input: "a[t - 3]" })text"),
              ElementsAre("x = input", "a = lif <- x, a[t-1]",
                          "b = add <- a, a[t-3]", "return b"));
}

TEST(ExpandModel, ADelayIgnoresChannelsThatDoNotMatter) {
  EXPECT_THAT(Lines(R"text(
      block { name: "b" param { name: "w" }
        layer { name: "c" op: "conv(channels = w)" } }
      layer { name: "a" op: "add" input: "x" input: "l[t-1]" }
      layer { name: "l" op: "b(w = in_channels)" })text"),
              ElementsAre("x = input", "a = add <- x, l.c[t-1]",
                          "l.c = conv(channels = 3) <- a", "return l.c"));
}

struct Case {
  const char* text;
  const char* error;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.error; }

class ExpandErrors : public testing::TestWithParam<Case> {};

TEST_P(ExpandErrors, SayWhereAndWhat) {
  EXPECT_EQ(ErrorOf(GetParam().text), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Ops, ExpandErrors,
    testing::Values(
        Case{R"text(layer { name: "a" op: "con(channels = 1)" })text",
             "net.prototxt:2: layer 'a': op: 'con' is no layer or block; did "
             "you mean 'conv'?"},
        Case{R"text(block { name: "b" layer { name: "a" op: "nrom" } }
                layer { name: "l" op: "norm" })text",
             "net.prototxt:2: layer 'a': op: 'nrom' is no layer or block; did "
             "you mean 'norm'?"},
        Case{R"text(block { name: "norm" layer { name: "a" op: "if" } }
                layer { name: "l" op: "norm" })text",
             "net.prototxt:2: block 'norm': there is a layer of this name "
             "already"},
        Case{
            R"text(param { name: "n" value: "3" } layer { name: "a" op: "n" })text",
            "net.prototxt:2: layer 'a': op: parameter 'n' is 3, which is no "
            "layer or block; expected one of add, broken, conv, flatten, if, "
            "lif, norm"},
        Case{R"text(param { name: "n" value: "lf(tau = 3)" }
                layer { name: "a" op: "n" })text",
             "net.prototxt:3: layer 'a': op: parameter 'n' is lf(tau = 3), "
             "which is no layer or block; did you mean 'if'?"},
        Case{R"text(param { name: "n" value: "b(w = 3)" }
                block { name: "b" param { name: "v" }
                  layer { name: "c" op: "conv(channels = v)" } }
                layer { name: "a" op: "n(v = 4)" })text",
             "net.prototxt:5: layer 'a': op: parameter 'n': block 'b' has no "
             "parameter 'w'; expected v"},
        Case{R"text(param { name: "n" value: "b" }
                block { name: "b" param { name: "v" }
                  layer { name: "c" op: "conv(channels = v)" } }
                layer { name: "a" op: "n" })text",
             "net.prototxt:5: layer 'a': op: parameter 'n': block 'b' needs "
             "parameter 'v': write b(v = ...)"},
        Case{R"text(param { name: "n" value: "b" }
                block { name: "b" layer { name: "c" op: "norm" } }
                layer { name: "a" op: "n" input: "x" input: "x" })text",
             "net.prototxt:4: layer 'a': op: parameter 'n': block 'b' reads 1 "
             "input; 2 are given"},
        Case{R"text(block { name: "b" layer { name: "a" op: "broken" } }
                layer { name: "l" op: "b" repeat: "2" })text",
             "net.prototxt:2: layer 'l.0.a': conv2d: it broke"}));

INSTANTIATE_TEST_SUITE_P(
    Expressions, ExpandErrors,
    testing::Values(
        Case{R"text(param { name: "p" value: "1 / 0" }
                layer { name: "a" op: "conv(channels = p)" })text",
             "net.prototxt:2: param 'p': column 3: 1 / 0 divides by zero"},
        Case{R"text(layer { name: "a" op: "norm" when: "steps" })text",
             "net.prototxt:2: layer 'a': when is 4; expected true or false"},
        Case{R"text(layer { name: "a" op: "norm" when: "step > 3" })text",
             "net.prototxt:2: layer 'a': when: column 1: '>' needs a number, "
             "not step; did you mean 'steps'?"},
        Case{R"text(layer { name: "a" op: "norm" repeat: "steps / 2.0" })text",
             "net.prototxt:2: layer 'a': repeat is 2.0; expected an integer "
             "from 1 to 10000"},
        Case{R"text(layer { name: "a" op: "norm" repeat: "0" })text",
             "net.prototxt:2: layer 'a': repeat is 0; expected an integer from "
             "1 to 10000"},
        Case{R"text(layer { name: "a" op: "norm" repeat: "10001" })text",
             "net.prototxt:2: layer 'a': repeat is 10001; expected an integer "
             "from 1 to 10000"},
        Case{R"text(layer { name: "a" op: "norm" repeat: "n * 2" })text",
             "net.prototxt:2: layer 'a': repeat: column 1: '*' needs a number, "
             "not n; expected steps"},
        Case{R"text(block { name: "b" param { name: "w" }
                  layer { name: "c" op: "conv(channels = w)" } }
                layer { name: "l" op: "b(w = 7 / 2)" })text",
             "net.prototxt:4: layer 'l': b: w: column 9: 7 / 2 is no integer; "
             "write 7.0 / 2 for a float"},
        Case{R"text(block { name: "b" param { name: "w" value: "true + 1" }
                  layer { name: "c" op: "conv(channels = w)" } }
                layer { name: "l" op: "b" })text",
             "net.prototxt:4: layer 'l': param 'w' (net.prototxt:2): column 1: "
             "'+' needs a number, not true"},
        Case{R"text(layer { name: "f" op: "flatten" }
                layer { name: "c" op: "conv(channels = in_channels)" })text",
             "net.prototxt:3: layer 'c': in_channels: not known here"},
        Case{R"text(layer { name: "f" op: "flatten" }
                layer { name: "c" op: "norm" when: "in_channels == 3" })text",
             "net.prototxt:3: layer 'c': in_channels: not known here"},
        Case{R"text(layer { name: "f" op: "flatten" }
                layer { name: "c" op: "norm" repeat: "in_channels" })text",
             "net.prototxt:3: layer 'c': in_channels: not known here"}));

INSTANTIATE_TEST_SUITE_P(
    Delays, ExpandErrors,
    testing::Values(
        Case{R"text(layer { name: "a" op: "norm" when: "false" }
                layer { name: "b" op: "add" input: "a" input: "a[t-1]" })text",
             "net.prototxt:3: layer 'b': input 'a[t-1]': layer 'a' is left out "
             "by its 'when', so it has no earlier value"},
        Case{R"text(layer { name: "a" op: "add" input: "x" input: "b[t-1]" }
                layer { name: "b" op: "norm" when: "steps == 5" })text",
             "net.prototxt:2: layer 'a': input 'b[t-1]': layer 'b' is left out "
             "by its 'when', so it has no earlier value"},
        Case{R"text(layer { name: "a" op: "add" input: "x" input: "b[t-1]" }
                layer { name: "b" op: "norm" when: "in_channels == 5" })text",
             "net.prototxt:2: layer 'a': input 'b[t-1]': 'when' of layer 'b' "
             "depends on in_channels, which is not known before the layer is "
             "reached; it cannot be read with a delay before"},
        Case{R"text(block { name: "blk" param { name: "w" }
                  layer { name: "c" op: "norm" repeat: "w" } }
                layer { name: "a" op: "add" input: "x" input: "b[t-1]" }
                layer { name: "b" op: "blk(w = in_channels)" })text",
             "net.prototxt:4: layer 'a': input 'b[t-1]': 'repeat' of layer "
             "'b.c' depends on in_channels, which is not known before the "
             "layer is reached; it cannot be read with a delay before"}));

TEST(ExpandModel, LimitsAllLayers) {
  const std::string error = ErrorOf(R"text(
      block { name: "b" layer { name: "c" op: "norm" repeat: "10000" } }
      layer { name: "l" op: "b" repeat: "10" })text");
  EXPECT_EQ(error,
            "net.prototxt:3: layer 'l.9.c.9990': the model has more than "
            "100000 layers");
}

TEST(ExpandModel, LimitsLayersThatAreLeftOut) {
  std::string text =
      R"text(block { name: "b0" layer { name: "c" op: "norm" when: "false" } })text";
  for (int i = 1; i < 50; ++i) {
    absl::StrAppend(&text, "block { name: \"b", i, "\" layer { name: \"c\" ",
                    "op: \"b", i - 1, "\" repeat: \"2\" } }\n");
  }
  EXPECT_THAT(ErrorOf(text + R"text(layer { name: "l" op: "b49" })text"),
              testing::HasSubstr("more than 100000 layers"));
}

TEST(ExpandModel, PassesOnTheBuildersErrorsOfInputs) {
  const auto model = ParseModelText(
      std::string(kHeader) + R"text(layer { name: "a" op: "if" })text",
      "net.prototxt", {});
  ASSERT_TRUE(model.ok()) << model.status();
  class Refusing : public RecordingBuilder {
    absl::StatusOr<Handle> Input(const InputText&) override {
      return UserError("no images today");
    }
  } refusing;
  EXPECT_EQ(ExpandModel(*model, refusing).message(),
            "net.prototxt:1: input 'x': no images today");
}

}  // namespace
}  // namespace synfire
