#include "tools/peers/take_turns.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

// Both programs are shells that also write what they do to a file `log`.
class TakeTurnsTest : public testing::Test {
 protected:
  TakeTurnsTest() {
    options_.synfire =
        Script("synfire", "echo ours >> " + folder_ + R"(/log; echo '{
        "machine": {"peaks": []}, "results": [{"ms_median": 4,
        "forward_ms_median": 1, "backward_ms_median": 2,
        "kernels": {"groups": []}}]}')");
    options_.revision = "abc";
    options_.rounds = 2;
    const std::string peer = Script("peer", R"(
        echo '{"torch": "9"}'
        while read word n; do
          echo $word $n >> )" + folder_ + R"(/log
          echo '{"steps": [{"forward": 1, "backward": 2}], "memory": 64}'
        done)");
    options_.peer = PeerProgram{"sh", peer};
    options_.round.steps = 7;
  }

  std::string Script(const std::string& name, const std::string& text) {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }

  std::string Log() const {
    std::ifstream file(folder_ + "/log");
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

  const std::string folder_ = TestFolder();
  TurnOptions options_;
  Comparison comparison_;
};

TEST_F(TakeTurnsTest, AlternatesAfterThePeerIsWarm) {
  const absl::Status status = TakeTurns(options_, {}, &comparison_);
  ASSERT_TRUE(status.ok()) << status;
  const std::string log = Log();
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 4 + 2 * 2) << log;
  // Twice from the start: for the memory, and at its fastest.
  EXPECT_EQ(log.find("steps 1\nsteps 2\nsteps 1\nsteps 2\nours"), 0u) << log;
  EXPECT_EQ(log.rfind("steps 7\n"), log.size() - 8) << log;
  EXPECT_EQ(comparison_.ours.step.size(), 2);
  EXPECT_EQ(comparison_.theirs.step.size(), 2);
  EXPECT_EQ(comparison_.theirs.memory, 64);
  EXPECT_EQ(comparison_.ours.version, "abc");
}

TEST_F(TakeTurnsTest, LeavesTheirTimesWithoutThem) {
  options_.peer.reset();
  comparison_.theirs.version = "torch 8";
  ASSERT_TRUE(TakeTurns(options_, {}, &comparison_).ok());
  EXPECT_EQ(comparison_.theirs.version, "torch 8");
  EXPECT_EQ(comparison_.ours.step.size(), 2);
}

TEST_F(TakeTurnsTest, ChangesNothingWhereOneFails) {
  options_.synfire = Script("broken", "exit 1");
  EXPECT_THAT(std::string(TakeTurns(options_, {}, &comparison_).message()),
              testing::HasSubstr("broken ended with exit status 1"));
  EXPECT_EQ(comparison_.theirs.step.size(), 0);
}

}  // namespace
}  // namespace synfire
