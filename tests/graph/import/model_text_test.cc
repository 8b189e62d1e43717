#include "graph/import/model_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;

// Line 1 of every text below.
constexpr char kHeader[] =
    "name: 'net' steps: 4 input { name: 'x' features: 3 }\n";

std::string ErrorOf(const std::string& text, const Settings& settings = {}) {
  return std::string(
      ParseModelText(text, "net.prototxt", settings).status().message());
}

ModelText Parse(const std::string& text, const Settings& settings = {}) {
  auto model = ParseModelText(kHeader + text, "net.prototxt", settings);
  EXPECT_TRUE(model.ok()) << model.status();
  return model.ok() ? *std::move(model) : ModelText();
}

TEST(ParseModelText, FillsInDefaults) {
  const ModelText model = Parse(R"text(
    block { name: 'b' layer { name: 'p' op: 'if' } layer { name: 'q' op: 'if' }}
    layer { name: 'a' op: 'b' }
    layer { name: 'c' op: 'lif(tau = 2)' input: 'x' input: 'c [t - 2]' input: 'a'})text");
  EXPECT_EQ(model.name, "net");
  EXPECT_EQ(model.steps, 4);
  ASSERT_EQ(model.layers.size(), 2u);
  EXPECT_EQ(model.layers[0].inputs[0].name, "x");
  EXPECT_EQ(model.layers[0].location.ToString(), "net.prototxt:4");
  EXPECT_EQ(model.layers[1].op.arguments[0].name, "tau");
  EXPECT_EQ(model.layers[1].inputs[1].name, "c");
  EXPECT_EQ(model.layers[1].inputs[1].delay, 2);
  EXPECT_EQ(model.output, "c");
  EXPECT_EQ(model.blocks[0].layers[0].inputs[0].name, "in");
  EXPECT_EQ(model.blocks[0].layers[1].inputs[0].name, "p");
  EXPECT_EQ(model.blocks[0].output, "q");
  EXPECT_EQ(model.blocks[0].arity, 1);
}

TEST(ParseModelText, TakesImagesAndVectors) {
  const auto model = ParseModelText(R"text(
    name: 'n' steps: 1
    input { name: 'a' channels: 2 height: 3 width: 4 temporal: true }
    input { name: 'b' features: 700 }
    layer { name: 'c' op: 'add' input: 'a' input: 'b' })text",
                                    "net.prototxt");
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ(*model->inputs[0].height, 3);
  EXPECT_TRUE(model->inputs[0].temporal);
  EXPECT_FALSE(model->inputs[0].features.has_value());
  EXPECT_EQ(*model->inputs[1].features, 700);
  EXPECT_FALSE(model->inputs[1].temporal);
}

TEST(ParseModelText, SettingsComeBeforeTheChecks) {
  const ModelText model =
      Parse("layer { name: 'a' op: 'conv(' }",
            {{"steps=9"}, {"layer.a.op=if"}, {"input.x.temporal=true"}});
  EXPECT_EQ(model.steps, 9);
  EXPECT_EQ(model.layers[0].op.name, "if");
  EXPECT_EQ(model.layers[0].op_location.ToString(), "--set layer.a.op=if");
  EXPECT_TRUE(model.inputs[0].temporal);
}

TEST(ParseModelText, AParameterMayBeUsedInABlockAlone) {
  Parse(R"text(
    param { name: 'g' value: 'ADD' } param { name: 'h' value: 'g' }
    block { name: 'b' layer { name: 'p' op: 'add(g = h)' } }
    layer { name: 'a' op: 'b' })text");
}

struct Case {
  const char* text;
  const char* error;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.error; }

class ModelErrors : public testing::TestWithParam<Case> {};

TEST_P(ModelErrors, SayWhereAndWhat) {
  EXPECT_EQ(ErrorOf(kHeader + std::string(GetParam().text)), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Names, ModelErrors,
    testing::Values(
        Case{"layer { op: 'if' }",
             "net.prototxt:2: layer: 'name' is missing\nnet.prototxt: the "
             "model has no layers"},
        Case{"layer { name: 'a.b' op: 'if' }",
             "net.prototxt:2: layer 'a.b': a name is made of A-Z a-z 0-9 and _ "
             "only\nnet.prototxt: the model has no layers"},
        Case{"layer { name: 'x' op: 'if' }",
             "net.prototxt:2: layer 'x': the name is already taken at "
             "net.prototxt:1"},
        Case{"layer { name: 'a' op: 'if' }\nlayer { name: 'a' op: 'if' }",
             "net.prototxt:3: layer 'a': the name is already taken at "
             "net.prototxt:2"},
        Case{"input { name: 'x' features: 3 } layer { name: 'a' op: 'if' }",
             "net.prototxt:2: input 'x': the name is already taken at "
             "net.prototxt:1"},
        Case{"block { name: '2d' layer { name: 'a' op: 'if' } }",
             "net.prototxt:2: block '2d': a name in expressions begins with a "
             "letter or _ and is not true, false or none\nnet.prototxt: the "
             "model has no layers"},
        Case{"block { name: 'b' layer { name: 'in1' op: 'if' } }\n"
             "layer { name: 'a' op: 'b' }",
             "net.prototxt:2: layer 'in1': in a block this is the name of an "
             "input"},
        Case{"block { name: 'b' layer { name: 'a' op: 'if' } }\n"
             "block { name: 'b' layer { name: 'a' op: 'if' } }\n"
             "layer { name: 'a' op: 'b' }",
             "net.prototxt:3: block 'b': the name is already taken at "
             "net.prototxt:2"},
        Case{"param { name: 'index' value: '1' }\nlayer { name: 'a' op: 'if' }",
             "net.prototxt:2: param 'index': the name has a meaning already"},
        Case{"param { name: 'p' value: '1' } param { name: 'p' value: '2' }\n"
             "layer { name: 'a' op: 'if(p = p)' }",
             "net.prototxt:2: param 'p': the name is already taken at "
             "net.prototxt:2"},
        Case{"param { name: 'none' value: '1' }\nlayer { name: 'a' op: 'if' }",
             "net.prototxt:2: param 'none': a name in expressions begins with "
             "a letter or _ and is not true, false or none"}));

INSTANTIATE_TEST_SUITE_P(
    Contents, ModelErrors,
    testing::Values(
        Case{"", "net.prototxt: the model has no layers"},
        Case{"layer { name: 'a' }",
             "net.prototxt:2: layer 'a': 'op' is missing"},
        Case{"block { name: 'b' }\nlayer { name: 'a' op: 'b' }",
             "net.prototxt:2: block 'b' has no layers"},
        Case{"param { name: 'p' }\nlayer { name: 'a' op: 'if(p = p)' }",
             "net.prototxt:2: param 'p': 'value' is missing"},
        Case{"input { name: 'y' channels: 3 height: 2 }\n"
             "layer { name: 'a' op: 'add' input: 'x' input: 'y' }",
             "net.prototxt:2: input 'y': expected either 'features', or "
             "'channels', 'height' and 'width'"},
        Case{"input { name: 'y' channels: 3 features: 2 }\n"
             "layer { name: 'a' op: 'add' input: 'x' input: 'y' }",
             "net.prototxt:2: input 'y': expected either 'features', or "
             "'channels', 'height' and 'width'"},
        Case{"input { name: 'y' }\n"
             "layer { name: 'a' op: 'add' input: 'x' input: 'y' }",
             "net.prototxt:2: input 'y': expected either 'features', or "
             "'channels', 'height' and 'width'"},
        Case{"input { name: 'y'\n features: 0 }\n"
             "layer { name: 'a' op: 'add' input: 'x' input: 'y' }",
             "net.prototxt:3: input 'y': features = 0 is out of range; "
             "expected 1 or more"}));

INSTANTIATE_TEST_SUITE_P(
    Expressions, ModelErrors,
    testing::Values(
        Case{"layer { name: 'a'\n op: 'conv2d(channels = )' }",
             "net.prototxt:3: layer 'a': op: column 19: expected a value, "
             "found ')'"},
        Case{"layer { name: 'a' op: 'if'\n when: '1 +' }",
             "net.prototxt:3: layer 'a': when: column 4: expected a value, "
             "found the end"},
        Case{"layer { name: 'a' op: 'if'\n repeat: '2 2' }",
             "net.prototxt:3: layer 'a': repeat: column 3: expected an "
             "operator or the end, found '2'"},
        Case{"param { name: 'p' value: '(' }\n"
             "layer { name: 'a' op: 'if(p = p)' }",
             "net.prototxt:2: param 'p': column 2: expected a value, found the "
             "end"},
        Case{"layer { name: 'a' op: 'if(k = index)' }",
             "net.prototxt:2: layer 'a': op: 'index' is known only in layers "
             "with 'repeat'"},
        Case{"layer { name: 'a' op: 'if' when: 'index == 0' }",
             "net.prototxt:2: layer 'a': when: 'index' is known only in layers "
             "with 'repeat'"},
        Case{"layer { name: 'a' op: 'if' repeat: 'index' }",
             "net.prototxt:2: layer 'a': repeat: 'index' is known only in 'op' "
             "and 'when'"},
        Case{"param { name: 'p' value: 'in_channels' }\n"
             "layer { name: 'a' op: 'if(p = p)' }",
             "net.prototxt:2: param 'p': 'in_channels' is known only in layers "
             "and blocks"},
        Case{"block { name: 'b' param { name: 'p' value: 'index' }\n"
             "layer { name: 'a' op: 'if(p = p)' } } layer {name: 'a' op: 'b'}",
             "net.prototxt:2: param 'p': 'index' is known only in layers with "
             "'repeat'"}));

INSTANTIATE_TEST_SUITE_P(
    References, ModelErrors,
    testing::Values(
        Case{"layer { name: 'conv1' op: 'if' }\n"
             "layer { name: 'b' op: 'if'\n input: 'cnov1' }",
             "net.prototxt:4: layer 'b': input 'cnov1' is no layer or input; "
             "did you mean 'conv1'?"},
        Case{"layer { name: 'a' op: 'add' input: 'x' input: 'b' }\n"
             "layer { name: 'b' op: 'if' }",
             "net.prototxt:2: layer 'a': input 'b' is a later layer; a cycle "
             "needs a delay: write b[t-1]"},
        Case{"layer { name: 'a' op: 'add' input: 'x' input: 'a' }",
             "net.prototxt:2: layer 'a': input 'a' is this layer itself; a "
             "cycle needs a delay: write a[t-1]"},
        Case{"layer { name: 'a' op: 'if' input: 'l.0.conv' }",
             "net.prototxt:2: layer 'a': input 'l.0.conv': expected the name "
             "of a layer of the same model or block, such as x, or x[t-1] for "
             "its value one step ago"},
        Case{"layer { name: 'a' op: 'if' input: 'a[t+1]' }",
             "net.prototxt:2: layer 'a': input 'a[t+1]': expected x[t-k] with "
             "k from 1 to 10000"},
        Case{"layer { name: 'a' op: 'if' input: 'a[t-0]' }",
             "net.prototxt:2: layer 'a': input 'a[t-0]': expected x[t-k] with "
             "k from 1 to 10000"},
        Case{"layer { name: 'a' op: 'if' input: 'a[t-10001]' }",
             "net.prototxt:2: layer 'a': input 'a[t-10001]': expected x[t-k] "
             "with k from 1 to 10000"},
        Case{"layer { name: 'a' op: 'if' input: 'a[t-+1]' }",
             "net.prototxt:2: layer 'a': input 'a[t-+1]': expected x[t-k] with "
             "k from 1 to 10000"},
        Case{"layer { name: 'a' op: 'if' input: 'a[t-1' }",
             "net.prototxt:2: layer 'a': input 'a[t-1': expected x[t-k] with k "
             "from 1 to 10000"},
        Case{"layer { name: 'a' op: 'if' input: 'x[t-1]' }",
             "net.prototxt:2: layer 'a': input 'x' is not a layer; only layers "
             "have values of earlier steps"},
        Case{"layer { name: 'a' op: 'if' input: '' }",
             "net.prototxt:2: layer 'a': input '': expected the name of a "
             "layer of the same model or block, such as x, or x[t-1] for its "
             "value one step ago"},
        Case{"output: 'fc'\nlayer { name: 'fc1' op: 'if' }",
             "net.prototxt:2: output 'fc' is no layer; did you mean 'fc1'?"},
        Case{"output: 'x'\nlayer { name: 'fc1' op: 'if' }",
             "net.prototxt:2: output 'x' is no layer; expected fc1"},
        Case{"input { name: 'y' features: 3 }\nlayer { name: 'a' op: 'if' }",
             "net.prototxt:3: layer 'a': the model has several inputs; say "
             "which this layer reads; expected one of x, y"},
        Case{"block { name: 'b' layer { name: 'p' op: 'if' input: 'x' } }\n"
             "layer { name: 'a' op: 'b' }",
             "net.prototxt:2: layer 'p': input 'x' is no layer or input; "
             "expected one of in, p\nnet.prototxt:2: block 'b': input 'in' is "
             "never read"}));

INSTANTIATE_TEST_SUITE_P(
    Blocks, ModelErrors,
    testing::Values(
        Case{"block { name: 'b' layer { name: 'p' op: 'b' } }\n"
             "layer { name: 'a' op: 'b' }",
             "net.prototxt:2: layer 'p': block 'b' contains itself: b -> b"},
        Case{"block { name: 'b' layer { name: 'p' op: 'c' } }\n"
             "block { name: 'c' layer { name: 'p' op: 'b' } }\n"
             "layer { name: 'a' op: 'b' }",
             "net.prototxt:3: layer 'p': block 'b' contains itself: b -> c -> "
             "b"},
        Case{"block { name: 'b' param { name: 'width' }\n"
             "layer { name: 'p' op: 'if(w = width)' } }\n"
             "layer { name: 'a'\n op: 'b(width = 1, widht = 2)' }",
             "net.prototxt:5: layer 'a': block 'b' has no parameter 'widht'; "
             "did you mean 'width'?"},
        Case{"block { name: 'b' param { name: 'width' }\n"
             "layer { name: 'p' op: 'if(w = width)' } }\n"
             "layer { name: 'a' op: 'b' }",
             "net.prototxt:4: layer 'a': block 'b' needs parameter 'width': "
             "write b(width = ...)"},
        Case{"block { name: 'b' layer { name: 'p' op: 'if' } }\n"
             "layer { name: 'a' op: 'b' input: 'x' input: 'x' }",
             "net.prototxt:3: layer 'a': block 'b' reads 1 input; 2 are given"},
        Case{"block { name: 'b' layer { name: 'p' op: 'add' input: 'in' "
             "input: 'in1' } }\nlayer { name: 'a' op: 'b' }",
             "net.prototxt:3: layer 'a': block 'b' reads 2 inputs; 1 is given"},
        Case{"block { name: 'b' layer { name: 'p' op: 'add' input: 'in' "
             "input: 'in2' } }\nlayer { name: 'a' op: 'b' }",
             "net.prototxt:2: block 'b': input 'in1' is never read"},
        Case{"block { name: 'b' layer { name: 'p' op: 'if' input: 'p[t-1]' } }"
             "\nlayer { name: 'a' op: 'b' }",
             "net.prototxt:2: block 'b': input 'in' is never read"}));

INSTANTIATE_TEST_SUITE_P(
    Unused, ModelErrors,
    testing::Values(
        Case{"layer { name: 'a' op: 'if' }\n"
             "layer { name: 'b' op: 'if' input: 'x' }",
             "net.prototxt:2: layer 'a': nothing on the way to the output 'b' "
             "reads it"},
        Case{"layer { name: 'a' op: 'if' input: 'x' input: 'a[t-1]' }\n"
             "layer { name: 'b' op: 'if' input: 'x' }",
             "net.prototxt:2: layer 'a': nothing on the way to the output 'b' "
             "reads it"},
        Case{"input { name: 'y' features: 3 }\n"
             "layer { name: 'a' op: 'if' input: 'x' }",
             "net.prototxt:2: input 'y' is never read"},
        Case{"param { name: 'g' value: 'ADD' }\n"
             "layer { name: 'a' op: 'add(g = AND, h = \"g\", k = g(g = 1))' }",
             "net.prototxt:2: param 'g' is never used"},
        Case{"block { name: 'b' param { name: 'w' value: '1' }\n"
             "layer { name: 'p' op: 'if' } } layer { name: 'a' op: 'b' }",
             "net.prototxt:2: param 'w' is never used"},
        Case{"block { name: 'b' layer { name: 'p' op: 'if' }\n"
             "layer { name: 'q' op: 'if' input: 'in' } }\n"
             "layer { name: 'a' op: 'b' }",
             "net.prototxt:2: layer 'p': nothing on the way to the output 'q' "
             "reads it"}));

TEST(ParseModelText, NeedsNameStepsAndLayers) {
  EXPECT_EQ(ErrorOf("input { name: 'x' features: 3 }"),
            "net.prototxt: model: 'name' is missing\nnet.prototxt: 'steps' is "
            "missing\nnet.prototxt: the model has no layers");
}

TEST(ParseModelText, NeedsAnInput) {
  EXPECT_EQ(ErrorOf("name: 'n' steps: 1 layer { name: 'a' op: 'if' }"),
            "net.prototxt:1: layer 'a': there is nothing to read: the model "
            "has no 'input'");
}

TEST(ParseModelText, ChecksTheRangeOfSteps) {
  EXPECT_EQ(ErrorOf(kHeader + std::string("layer { name: 'a' op: 'if' }"),
                    {{"steps=0"}}),
            "--set steps=0: steps = 0 is out of range; expected 1 to 1000000");
}

TEST(ParseModelText, NamesTheSettingThatIsWrong) {
  const std::string text =
      std::string(kHeader) +
      "param { name: 'g' value: 'ADD' } layer { name: 'a' op: 'add(g = g)' }";
  EXPECT_EQ(ErrorOf(text, {{"param.g=1 +"}}),
            "--set param.g=1 +: param 'g': column 4: expected a value, found "
            "the end");
  EXPECT_EQ(
      ErrorOf(text, {{"param.h=AND", "small.prototxt:3: set"}}),
      "small.prototxt:3: set param.h=AND: there is no param 'h'; expected g");
}

TEST(ParseModelText, ReportsSeveralErrorsAtOnce) {
  std::string text = kHeader;
  for (int i = 0; i < 30; ++i) text += "layer { name: 'a' op: 'if(' }\n";
  const std::string error = ErrorOf(text);
  EXPECT_THAT(error, HasSubstr("net.prototxt:2: layer 'a': op: "));
  EXPECT_THAT(error, HasSubstr("\nnet.prototxt:3: layer 'a': the name is "));
  EXPECT_THAT(error, testing::EndsWith("\n(stopped after 20 errors)"));
  EXPECT_EQ(std::count(error.begin(), error.end(), '\n'), 20) << error;
}

TEST(ParseModelText, LimitsTheNestingOfBlocks) {
  const auto chain = [](int blocks) {
    std::string text = kHeader;
    text += "block { name: 'b0' layer { name: 'p' op: 'if' } }\n";
    for (int i = 1; i < blocks; ++i) {
      absl::StrAppend(&text, "block { name: 'b", i,
                      "' layer { name: 'p' op: 'b", i - 1, "' } }\n");
    }
    return absl::StrCat(text, "layer { name: 'a' op: 'b", blocks - 1, "' }");
  };
  EXPECT_EQ(ErrorOf(chain(64)), "");
  EXPECT_EQ(ErrorOf(chain(65)),
            "net.prototxt:66: layer 'p': blocks are nested more than 64 deep");
  EXPECT_THAT(ErrorOf(chain(20000)), HasSubstr("more than 64 deep"));
}

class SeveralFiles : public testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = testing::TempDir() + name;
    std::ofstream(path) << text;
    return path;
  }
  // Of reading `path`, with the folder of the test cut out.
  static std::string ErrorOfFile(const std::string& path) {
    std::string error(ReadModelText(path).status().message());
    const std::string folder = testing::TempDir();
    for (size_t at; (at = error.find(folder)) != std::string::npos;) {
      error.erase(at, folder.size());
    }
    return error;
  }
};

using Bases = SeveralFiles;

TEST_F(Bases, AreChangedBySet) {
  Write("base.prototxt", absl::StrCat(kHeader,
                                      "param { name: 'n' value: '3' }"
                                      "layer { name: 'a' op: 'if(v = n)' }"));
  Write("middle.prototxt",
        "name: 'middle' base: 'base.prototxt'\n"
        "set: 'param.n=4' set: 'steps=8'");
  const auto model = ReadModelText(Write("top.prototxt",
                                         "name: 'top' base: 'middle.prototxt' "
                                         "set: 'param.n=5'"),
                                   {{"layer.a.name=b"}});
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ(model->name, "top");
  EXPECT_EQ(model->steps, 8);
  EXPECT_EQ(model->params[0].value->text(), "5");
  EXPECT_EQ(model->layers[0].name, "b");
}

TEST_F(Bases, HoldWhatImportsMayNot) {
  Write("blocks.prototxt", "name: 'b' base: 'absent.prototxt' set: 'steps=3'");
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt",
                              absl::StrCat(kHeader,
                                           "import: 'blocks.prototxt'"
                                           "layer { name: 'a' op: 'if' }"))),
            "blocks.prototxt: an imported file may hold 'import' and 'block' "
            "only");
}

TEST_F(Bases, LeaveNothingElseToTheFile) {
  Write("base.prototxt", absl::StrCat(kHeader, "layer { name: 'a' op: 'if' }"));
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt",
                              "name: 'a' base: 'base.prototxt' steps: 3")),
            "a.prototxt: a file with 'base' may hold 'name', 'base' and 'set' "
            "only");
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt", "base: 'base.prototxt'")),
            "a.prototxt: name=: model: 'name' is missing");
}

TEST_F(Bases, SayWhichChangeIsWrong) {
  Write("base.prototxt", absl::StrCat(kHeader, "layer { name: 'a' op: 'if' }"));
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt",
                              "name: 'a' base: 'base.prototxt'\n"
                              "set: 'param.n=3'\nset: 'layer.a.op=if('")),
            "a.prototxt:2: set param.n=3: there is no param 'n'");
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt",
                              "name: 'a' base: 'base.prototxt'\n"
                              "set: 'layer.a.op=if('")),
            "a.prototxt:2: set layer.a.op=if(: layer 'a': op: column 4: "
            "expected an attribute's name, found the end");
}

TEST_F(Bases, MustBeThere) {
  EXPECT_EQ(
      ErrorOfFile(Write("a.prototxt", "name: 'a'\nbase: 'absent.prototxt'")),
      "a.prototxt:2: base: absent.prototxt: cannot open the file: No such file "
      "or directory");
}

TEST_F(Bases, MayNotFormACircle) {
  Write("b.prototxt", "name: 'b'\nbase: 'a.prototxt'");
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt", "name: 'a' base: 'b.prototxt'")),
            "b.prototxt:2: base: the file is based on itself: a.prototxt -> "
            "b.prototxt -> a.prototxt");
}

TEST_F(Bases, AreWhatSetChanges) {
  EXPECT_EQ(ErrorOf(absl::StrCat(kHeader,
                                 "layer { name: 'a' op: 'if' }\n"
                                 "set: 'steps=3'")),
            "net.prototxt:3: 'set' changes a 'base', and there is none");
}

using Imports = SeveralFiles;

TEST_F(Imports, BringBlocksRelativeToTheFile) {
  Write("inner.prototxt", "block { name: 'i' layer { name: 'a' op: 'if' } }");
  Write("outer.prototxt",
        "import: './inner.prototxt'\n"
        "block { name: 'o' layer { name: 'a' op: 'i' } }");
  const auto model = ReadModelText(
      Write("net.prototxt", absl::StrCat(kHeader,
                                         "import: 'outer.prototxt' "
                                         "import: 'inner.prototxt'"
                                         "layer { name:'a' op:'o' }")));
  ASSERT_TRUE(model.ok()) << model.status();
  ASSERT_EQ(model->blocks.size(), 2u);  // the second import adds nothing
  EXPECT_EQ(model->blocks[0].name, "i");
}

TEST_F(Imports, MayNotFormACircle) {
  Write("b.prototxt", "\nimport: 'a.prototxt'");
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt",
                              "import: 'b.prototxt'\n" + std::string(kHeader) +
                                  "layer { name: 'a' op: 'if' }")),
            "b.prototxt:2: import: the file imports itself: a.prototxt -> "
            "b.prototxt -> a.prototxt");
}

TEST_F(Imports, HoldBlocksOnly) {
  Write("b.prototxt", "steps: 3");
  EXPECT_EQ(
      ErrorOfFile(Write("a.prototxt", std::string(kHeader) +
                                          "import: 'b.prototxt'"
                                          "layer { name: 'a' op: 'if' }")),
      "b.prototxt: an imported file may hold 'import' and 'block' only");
}

TEST_F(Imports, MustBeThere) {
  EXPECT_EQ(
      ErrorOfFile(Write("a.prototxt", std::string(kHeader) +
                                          "import: 'absent.prototxt'"
                                          "layer { name: 'a' op: 'if' }")),
      "a.prototxt:2: import: absent.prototxt: cannot open the file: No such "
      "file or directory");
}

TEST_F(Imports, ReportTheirOwnErrors) {
  Write("b.prototxt", "\nblock { name: 'o' layer { name: 'a' op: 'if(' } }");
  EXPECT_EQ(ErrorOfFile(Write("a.prototxt", std::string(kHeader) +
                                                "import: 'b.prototxt'"
                                                "layer { name: 'a' op: 'o' }")),
            "b.prototxt:2: layer 'a': op: column 4: expected an attribute's "
            "name, found the end");
}

TEST_F(Imports, MayNotDefineABlockAgain) {
  Write("b.prototxt", "block { name: 'o' layer { name: 'a' op: 'if' } }");
  EXPECT_EQ(
      ErrorOfFile(Write("a.prototxt",
                        std::string(kHeader) +
                            "import: 'b.prototxt'"
                            "block { name: 'o' layer { name: 'a' op: 'lif' } }"
                            "layer { name: 'a' op: 'o' }")),
      "a.prototxt:2: block 'o': the name is already taken at b.prototxt:1");
}

}  // namespace
}  // namespace synfire
