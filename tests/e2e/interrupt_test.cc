// The program under a signal: what a scheduler or a person at the keyboard
// does to it.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "tests/e2e/tiny_training.h"

namespace synfire {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// The program training in the background.
class InterruptTest : public TinyTraining {
 protected:
  pid_t Start(const std::string& run,
              const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"synfire", "train", training_path(),
                                      "--output", Path(run)};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const pid_t child = fork();
    if (child != 0) return child;
    // Ignored is what a script's background jobs inherit, and keep.
    signal(SIGINT, SIG_DFL);
    constexpr int kMode = 0644;
    const int out =
        open(Path("out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, kMode);
    const int err =
        open(Path("err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, kMode);
    if (dup2(out, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) < 0) {
      _exit(126);
    }
    execv(program_.c_str(), argv.data());
    _exit(127);
  }

  // The exit status, or minus the signal that ended it.
  static int Wait(pid_t child) {
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  int RowsOf(const std::string& run) const {
    const std::string text = Read(Path(run + "/metrics.csv"));
    return static_cast<int>(std::count(text.begin(), text.end(), '\n')) - 1;
  }

  // Until the run's table, to which training adds, has so many rows.
  void AwaitRows(const std::string& run, int rows) const {
    for (int i = 0; i < 6000; ++i) {
      if (RowsOf(run) >= rows) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL() << "not trained within a minute: " << Read(Path("err"));
  }

  // Updates made, as the program says when it is stopped.
  int StoppedAt() const {
    const std::string err = Read(Path("err"));
    EXPECT_THAT(err, StartsWith("synfire: "));
    EXPECT_THAT(err, HasSubstr("the same command goes on"));
    const std::string words = "stopped at update ";
    const size_t at = err.find(words);
    EXPECT_NE(at, std::string::npos) << err;
    return at == std::string::npos ? -1
                                   : std::stoi(err.substr(at + words.size()));
  }

  // Goes on with the run to so many updates, and holds it to one that does the
  // same without a break.
  void ExpectEndsAsIfWhole(const std::string& run, int updates) const {
    std::vector<std::string> to_the_end = long_run_;
    to_the_end.insert(to_the_end.end(),
                      {"--set", absl::StrCat("max_steps=", updates)});
    EXPECT_EQ(Wait(Start("whole", to_the_end)), 0) << Read(Path("err"));
    to_the_end.push_back("--resume");
    EXPECT_EQ(Wait(Start(run, to_the_end)), 0) << Read(Path("err"));
    const std::string expected = Read(CheckpointOf("whole", updates));
    EXPECT_FALSE(expected.empty());
    EXPECT_TRUE(Read(CheckpointOf(run, updates)) == expected);
  }

  const std::string program_ =
      std::filesystem::absolute("tools/synfire").string();
  // Long enough to be stopped on the way.
  const std::vector<std::string> long_run_ = {"--set", "epochs=1000000"};
};

TEST_F(InterruptTest, ASignalSavesAndTheSameCommandGoesOn) {
  pid_t child = Start("run", long_run_);
  AwaitRows("run", 2);
  ASSERT_EQ(kill(child, SIGTERM), 0);
  EXPECT_EQ(Wait(child), 3);
  const int first = StoppedAt();
  EXPECT_GE(first, 8);
  EXPECT_TRUE(std::filesystem::exists(CheckpointOf("run", first)));

  const int rows = RowsOf("run");
  child = Start("run", long_run_);
  // The first may be of the very update that it was stopped at.
  AwaitRows("run", rows + 2);
  ASSERT_EQ(kill(child, SIGINT), 0);
  EXPECT_EQ(Wait(child), 3);
  const int second = StoppedAt();
  EXPECT_GT(second, first);
  EXPECT_THAT(Read(Path("out")),
              HasSubstr(absl::StrCat("after update ", first)));

  ExpectEndsAsIfWhole("run", second + 3);
}

TEST_F(InterruptTest, ASecondSignalEndsItAtOnce) {
  const pid_t child = Start("run", long_run_);
  AwaitRows("run", 1);
  // The first may have done all its work before the second comes.
  kill(child, SIGTERM);
  kill(child, SIGTERM);
  const int status = Wait(child);
  EXPECT_TRUE(status == 3 || status == 128 + SIGTERM || status == -SIGTERM)
      << status;
}

TEST_F(InterruptTest, KilledItGoesOnFromTheLastCheckpoint) {
  const pid_t child = Start("run", long_run_);
  AwaitRows("run", 3);
  ASSERT_EQ(kill(child, SIGKILL), 0);
  EXPECT_EQ(Wait(child), -SIGKILL);
  absl::StatusOr<RunDirectory> directory = RunDirectory::Open(Path("run"));
  ASSERT_TRUE(directory.ok()) << directory.status();
  absl::StatusOr<Checkpoint> latest = directory->Latest();
  ASSERT_TRUE(latest.ok()) << latest.status();
  ExpectEndsAsIfWhole("run", latest->step + 3);
}

TEST_F(InterruptTest, ExitStatuses) {
  EXPECT_EQ(Wait(Start("run")), 0);
  EXPECT_EQ(Read(Path("err")), "");
  EXPECT_THAT(Read(Path("out")),
              HasSubstr("saved " + CheckpointOf("run", kUpdates)));
  EXPECT_EQ(Wait(Start("run")), 2);
  EXPECT_THAT(Read(Path("err")), HasSubstr("the run is finished"));
  EXPECT_EQ(Wait(Start("other", {"--resume"})), 2);
  EXPECT_EQ(Wait(Start("other", {"--set", "loss=none_such"})), 2);
  EXPECT_EQ(Wait(Start("other", {"--device", "cuda"})), 4);
}

}  // namespace
}  // namespace synfire
