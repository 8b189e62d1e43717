#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

class PredictTest : public ProgramTest {
 protected:
  PredictTest() {
    Write("m.prototxt", R"txt(
      name: "m" steps: 1  input { name: "x" features: 2 }
      layer { name: "a" op: "linear(features = 3, bias = false)" })txt");
    WriteTensors("w", {{"a.weight", {3, 2}, {1, 0, 0, 1, 0, 0}}});
    WriteTensors("x", {{"input", {3, 2}, {1, 0, 0, 2, -1, -1}},
                       {"labels", {3}, {0, 1, 1}, true}});
  }

  std::vector<std::string> Arguments(std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"predict", "m.prototxt", "--weights",
                                          "w",       "--input",    "x"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
};

TEST_F(PredictTest, ClassifiesEachSample) {
  const nlohmann::json json = RunJson(Arguments({"--top", "2"}));
  EXPECT_EQ(json["classes"], nlohmann::json({0, 1, 2}));
  EXPECT_EQ(json["logits"],
            nlohmann::json::parse("[[1,0,0],[0,2,0],[-1,-1,0]]"));
  EXPECT_EQ(json["top"], nlohmann::json::parse("[[0,1],[1,0],[2,0]]"));
  EXPECT_EQ(json["correct"], 2);
  EXPECT_NEAR(json["probabilities"][0][0].get<double>(),
              std::exp(1) / (std::exp(1) + 2), 1e-12);
}

TEST_F(PredictTest, TheBatchDoesNotMatter) {
  const nlohmann::json whole = RunJson(Arguments({}));
  EXPECT_EQ(RunJson(Arguments({"--batch", "2"})), whole);
  EXPECT_EQ(RunJson(Arguments({"--batch", "1"})), whole);
}

TEST_F(PredictTest, PrintsText) {
  EXPECT_EQ(RunOk(Arguments({})),
            "0:  class 0 (0.5761)\n"
            "1:  class 1 (0.7870)\n"
            "2:  class 2 (0.5761)\n"
            "2 of 3 are right\n");
}

TEST_F(PredictTest, WritesWhatProbeReads) {
  RunOk(Arguments({"--out", "out"}));
  Write("n.prototxt", R"txt(
    name: "n" steps: 1  input { name: "logits" features: 3 }
    layer { name: "a" op: "linear(features = 3)" })txt");
  // The file has more than logits, which is not passed over in silence.
  ExpectMistake({"probe", "n.prototxt", "--weights", "w", "--input", "out"},
                "out: nothing reads the tensor 'classes'; expected logits, "
                "labels");
}

TEST_F(PredictTest, NeedsLogits) {
  Write("m.prototxt", R"txt(
    name: "m" steps: 1
    input { name: "x" features: 2 }
    layer { name: "a" op: "if" })txt");
  ExpectMistake(Arguments({}),
                "m.prototxt:4: the network's output is f32 t[3,2]; predict "
                "takes static logits [N,K]");
}

TEST_F(PredictTest, CannotWriteIntoNoFolder) {
  ExpectMistake(Arguments({"--out", "nowhere/out"}),
                "cannot write 'nowhere/out': no file can be created in "
                "'nowhere': No such file or directory");
}

}  // namespace
}  // namespace synfire
