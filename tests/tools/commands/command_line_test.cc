#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class CommandLineTest : public ProgramTest {
 protected:
  CommandLineTest() {
    Write("m.prototxt", R"txt(
      name: "m" steps: 2  input { name: "x" features: 3 }
      layer { name: "fc" op: "linear(features = 2)" })txt");
  }
};

TEST_F(CommandLineTest, PrintsHelpAndVersion) {
  EXPECT_THAT(RunOk({"--version"}), StartsWith("synfire "));
  const std::string help = RunOk({"--help"});
  for (const char* command :
       {"train", "eval", "predict", "verify", "summary", "probe", "gradients",
        "bench", "data", "ops", "devices"}) {
    EXPECT_THAT(help, HasSubstr(std::string("\n  ") + command + " "));
    const std::string text = RunOk({command, "--help"});
    EXPECT_THAT(text, HasSubstr(std::string("Usage: synfire ") + command));
  }
}

TEST_F(CommandLineTest, HelpFitsATerminal) {
  for (const char* command : {"predict", "verify", "summary", "probe", "ops"}) {
    std::istringstream help(RunOk({command, "--help"}));
    for (std::string line; std::getline(help, line);) {
      EXPECT_LE(line.size(), 80) << line;
    }
  }
}

TEST_F(CommandLineTest, NamesTheNearestCommandOrOption) {
  ExpectMistake({}, "a command is missing\n  see: synfire --help");
  ExpectMistake({"trian", "x"}, "'trian' is no command; did you mean 'train'?");
  ExpectMistake({"--verison"},
                "'--verison' is no option; did you mean "
                "'--version'?");
  ExpectMistake({"summary", "m.prototxt", "--bacth=3"},
                "summary: '--bacth' is no option; did you mean '--batch'?");
  // Before what is missing because of it.
  ExpectMistake({"predict", "m.prototxt", "--wieghts", "w"},
                "predict: '--wieghts' is no option; did you mean '--weights'?");
}

TEST_F(CommandLineTest, SaysWhatIsWrongWithAnOption) {
  ExpectMistake({"summary"},
                "summary: FILE is required\n  see: synfire summary --help");
  ExpectMistake({"summary", "a", "b"}, "summary: 'b' is one argument too many");
  ExpectMistake({"summary", "m.prototxt", "--kernels", "fatest"},
                "summary: --kernels: 'fatest' is not known; did you mean "
                "'fastest'?\n  see: synfire summary --help");
  ExpectMistake({"summary", "m.prototxt", "--batch", "0"},
                "summary: --batch: Value 0 not in range 1 to 2147483647\n"
                "  see: synfire summary --help");
  ExpectMistake({"summary", "m.prototxt", "--batch", "many"},
                "summary: --batch: Value many not in range 1 to 2147483647\n"
                "  see: synfire summary --help");
  ExpectMistake({"summary", "m.prototxt", "--disable-pass", "shcedule"},
                "m.prototxt: 'shcedule' is no pass; did you mean 'schedule'?");
  ExpectMistake(
      {"summary", "m.prototxt", "--loss", "cross_entropy("},
      "--loss: column 15: expected an attribute's name, found the end");
}

TEST_F(CommandLineTest, SetChangesTheFile) {
  EXPECT_EQ(RunJson({"summary", "--set", "steps=7", "m.prototxt"})["steps"], 7);
  EXPECT_EQ(RunJson({"summary", "m.prototxt", "--set",
                     "layer.fc.op=linear(features = 9)", "--set",
                     "name=other"})["parameters"],
            36);
  ExpectMistake({"summary", "m.prototxt", "--set", "stesp=7"},
                "--set stesp=7: model has no field 'stesp'; did you mean "
                "'steps'?");
}

// What follows in each case: tests/ops/backend/cuda/expect_device_test.cc.
TEST_F(CommandLineTest, CudaIsNoDeviceHere) {
  const auto expect = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--device", "cuda"});
    const Outcome outcome = Run(arguments);
    EXPECT_EQ(outcome.exit_code, 4);
    EXPECT_THAT(outcome.err, StartsWith("synfire: error: --device cuda: this "
                                        "program was built with"));
  };
  expect({"predict", "m.prototxt", "--weights", "w", "--input", "x"});
  expect({"bench", "m.prototxt"});
}

TEST_F(CommandLineTest, Fp64NeedsReferenceKernels) {
  ExpectMistake({"probe", "m.prototxt", "--weights", "w", "--input", "x",
                 "--precision", "fp64"},
                "--precision fp64 needs --kernels reference: no other kernel "
                "computes in f64");
}

TEST_F(CommandLineTest, NothingIsTrainedInFp64) {
  ExpectMistake({"train", "t.prototxt", "--precision", "fp64"},
                "train: --precision: 'fp64' is not known; expected one of "
                "fp32, bf16\n  see: synfire train --help");
}

TEST_F(CommandLineTest, DumpsPassesIntoANewFolder) {
  RunOk({"verify", "m.prototxt", "--dump-passes", "a/b"});
  std::ifstream dump(Path("a/b/00-import.txt"));
  std::string line;
  std::getline(dump, line);
  EXPECT_EQ(line, "graph \"m\" steps 2 {");
  Write("file", "");
  ExpectMistake({"verify", "m.prototxt", "--dump-passes", "file/b"},
                "--dump-passes: cannot make the folder file/b: Not a "
                "directory");
}

TEST_F(CommandLineTest, ExplainsKernelsOnStderr) {
  const Outcome outcome = Run({"summary", "m.prototxt", "--explain", "--json"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, StartsWith("fc "));
  EXPECT_TRUE(nlohmann::json::accept(outcome.out));
}

}  // namespace
}  // namespace synfire
