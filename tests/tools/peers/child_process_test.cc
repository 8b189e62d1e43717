#include "tools/peers/child_process.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace synfire {
namespace {

using testing::HasSubstr;

std::unique_ptr<ChildProcess> Shell(const std::string& script,
                                    const Environment& environment = {}) {
  auto child = ChildProcess::Start({"sh", "-c", script}, environment);
  EXPECT_TRUE(child.ok()) << child.status();
  return *std::move(child);
}

TEST(ChildProcess, IsTalkedToLineByLine) {
  const auto child = Shell("while read line; do echo \"<$line>\"; done");
  ASSERT_TRUE(child->WriteLine("one").ok());
  EXPECT_EQ(child->ReadLine().value(), "<one>");
  ASSERT_TRUE(child->WriteLine("two").ok());
  EXPECT_EQ(child->ReadLine().value(), "<two>");
}

TEST(ChildProcess, HasTheVariablesAdded) {
  const auto child =
      Shell("echo $SYNFIRE_TEST $HOME", {{"SYNFIRE_TEST", "a"}, {"HOME", "b"}});
  EXPECT_EQ(child->ReadAll().value(), "a b\n");
}

TEST(ChildProcess, SaysHowItEnded) {
  EXPECT_EQ(Shell("exit 3")->ReadAll().status().message(),
            "sh ended with exit status 3");
  EXPECT_EQ(Shell("kill -9 $$")->ReadLine().status().message(),
            "sh was ended by signal 9");
  EXPECT_EQ(Shell("true")->ReadLine().status().message(),
            "sh ended before it answered");
}

TEST(ChildProcess, SaysThatNobodyReads) {
  const auto child = Shell("exec <&-; echo closed; sleep 0.2; exit 5");
  ASSERT_TRUE(child->ReadLine().ok());
  EXPECT_EQ(child->WriteLine("more").message(), "sh ended with exit status 5");
}

TEST(ChildProcess, SaysWhichProgramIsNotThere) {
  EXPECT_THAT(
      std::string(ChildProcess::Start({"/no/such/program"}).status().message()),
      HasSubstr("cannot start /no/such/program: No such file"));
}

}  // namespace
}  // namespace synfire
