#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tools/commands/program_test.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;

class DepthStudyTest : public ProgramTest {
 protected:
  DepthStudyTest() : ProgramTest("tools/study/depth_study") {}
};

TEST_F(DepthStudyTest, ExplainsItself) {
  const std::string help = RunOk({"--help"});
  for (const char* option : {"--network", "--layers", "--seeds", "--steps",
                             "--set", "--runs", "--out", "--threads"}) {
    EXPECT_THAT(help, HasSubstr(option));
  }
}

TEST_F(DepthStudyTest, SaysWhatIsWrong) {
  ExpectMistake({"--step", "20"},
                "'--step' is no option; did you mean '--steps'?");
  ExpectMistake({"nonsense"}, "'nonsense' is one argument too many");
  const Outcome outcome = Run({"--steps", "many"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--steps"));
  EXPECT_THAT(outcome.err, HasSubstr("\n  see: depth_study --help\n"));
  ExpectMistake({"--network", "sew"},
                "--network sew: expected NAME=TRAINING_FILE");
  ExpectMistake({"--layers", "20", "57"},
                "a network of 57 layers: expected 6n + 2 with n >= 1; the "
                "nearest is 56");
  ExpectMistake({"--seeds", "3", "3"}, "seed 3 is given twice");
  ExpectMistake({"--steps", "1"}, "1 steps: expected 20 or more");
  ExpectMistake(
      {"--network", "a=nosuch.prototxt"},
      "nosuch.prototxt: cannot open the file: No such file or directory");
}

}  // namespace
}  // namespace synfire
