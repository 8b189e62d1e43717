#include "tools/run_directory/run_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tools/run_directory/temporary_folder.h"

namespace synfire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RunDirectoryTest : public TemporaryFolder {
 protected:
  // A run with checkpoints of these steps.
  RunDirectory RunWith(const std::vector<int64_t>& steps) {
    absl::StatusOr<RunDirectory> run = RunDirectory::Create(Path("run"));
    EXPECT_TRUE(run.ok()) << run.status();
    for (int64_t step : steps) Write(run->CheckpointPath(step), "x");
    return *run;
  }
  static std::vector<int64_t> Steps(const RunDirectory& run) {
    const auto checkpoints = run.Checkpoints();
    EXPECT_TRUE(checkpoints.ok()) << checkpoints.status();
    std::vector<int64_t> steps;
    for (const Checkpoint& c : checkpoints.value()) {
      EXPECT_EQ(c.path, run.CheckpointPath(c.step));
      steps.push_back(c.step);
    }
    return steps;
  }
};

TEST_F(RunDirectoryTest, CreatesFoldersAndTakesAnEmptyOne) {
  ASSERT_TRUE(RunDirectory::Create(Path("a/b/c")).ok());
  EXPECT_TRUE(std::filesystem::is_directory(Path("a/b/c")));
  EXPECT_TRUE(RunDirectory::Create(Path("a/b/c")).ok());
}

TEST_F(RunDirectoryTest, RefusesAFolderThatHoldsSomething) {
  Write(Path("notes"), "");
  EXPECT_EQ(RunDirectory::Create(folder_).status(),
            absl::AlreadyExistsError(
                "the directory '" + folder_ +
                "' is not empty; give a new one, or resume the run that it "
                "holds"));
  EXPECT_TRUE(RunDirectory::Open(folder_).ok());
}

TEST_F(RunDirectoryTest, RefusesWhatIsNoFolder) {
  Write(Path("f"), "");
  EXPECT_EQ(RunDirectory::Create(Path("f")).status().message(),
            "cannot create the directory '" + Path("f") + "': Not a directory");
  EXPECT_EQ(RunDirectory::Open(Path("f")).status().message(),
            "'" + Path("f") + "' is no directory of a run, but a file");
  EXPECT_EQ(RunDirectory::Open(Path("none")).status(),
            absl::NotFoundError("cannot open the directory '" + Path("none") +
                                "': No such file or directory"));
  EXPECT_EQ(RunDirectory::Create("").status().message(),
            "a run's directory needs a name");
}

TEST_F(RunDirectoryTest, WritesTheConfiguration) {
  const RunDirectory run = RunWith({});
  ASSERT_TRUE(run.WriteConfig("steps: 4\n").ok());
  EXPECT_EQ(Read(Path("run/config.prototxt")), "steps: 4\n");
}

TEST_F(RunDirectoryTest, FindsCheckpointsByStep) {
  const RunDirectory run = RunWith({1000, 0, 200});
  for (const char* other :
       {"checkpoint-.safetensors", "checkpoint-07.safetensors",
        "checkpoint--1.safetensors", "checkpoint-5.safetensors.tmp",
        "checkpoint-+5.safetensors", "my-checkpoint-5.safetensors",
        "checkpoint-99999999999999999999.safetensors"}) {
    Write(run.path() + "/" + other, "");
  }
  EXPECT_EQ(run.CheckpointPath(200), Path("run/checkpoint-200.safetensors"));
  EXPECT_THAT(Steps(run), ElementsAre(0, 200, 1000));
  EXPECT_EQ(run.Latest()->step, 1000);
}

TEST_F(RunDirectoryTest, SaysThatThereIsNoCheckpoint) {
  const RunDirectory run = RunWith({});
  EXPECT_THAT(Steps(run), IsEmpty());
  EXPECT_EQ(run.Latest().status(),
            absl::NotFoundError("the directory '" + Path("run") +
                                "' holds no checkpoint "
                                "(checkpoint-<step>.safetensors)"));
  std::filesystem::remove(Path("run"));
  EXPECT_EQ(run.Checkpoints().status().message(),
            "cannot list the directory '" + Path("run") +
                "': No such file or directory");
}

TEST_F(RunDirectoryTest, PruneKeepsTheNewestAndTheBest) {
  const RunDirectory run = RunWith({1, 2, 3, 4, 5});
  Write(Path("run/notes"), "");
  ASSERT_TRUE(run.MarkBest(2).ok());
  ASSERT_TRUE(run.Prune(2).ok());
  EXPECT_THAT(Steps(run), ElementsAre(2, 4, 5));
  ASSERT_TRUE(run.MarkBest(5).ok());
  ASSERT_TRUE(run.Prune(9).ok());
  EXPECT_THAT(Steps(run), ElementsAre(2, 4, 5));
  ASSERT_TRUE(run.Prune(1).ok());
  EXPECT_THAT(Steps(run), ElementsAre(5));
  EXPECT_TRUE(std::filesystem::exists(Path("run/notes")));
}

TEST_F(RunDirectoryTest, MarksTheBest) {
  const RunDirectory run = RunWith({1, 2});
  EXPECT_EQ(*run.Best(), std::nullopt);
  ASSERT_TRUE(run.MarkBest(1).ok());
  EXPECT_EQ(run.Best()->value().step, 1);
  EXPECT_EQ(run.Best()->value().path, run.CheckpointPath(1));
  EXPECT_EQ(Read(Path("run/best")), "checkpoint-1.safetensors\n");
  EXPECT_EQ(run.MarkBest(3).message(),
            "'" + Path("run/checkpoint-3.safetensors") +
                "' cannot be marked best: it does not exist");
}

TEST_F(RunDirectoryTest, AMarkMustNameACheckpoint) {
  const RunDirectory run = RunWith({1, 2, 3});
  ASSERT_TRUE(run.MarkBest(1).ok());
  std::filesystem::remove(run.CheckpointPath(1));
  EXPECT_EQ(run.Best().status().message(),
            Path("run/best") +
                ":1: the best checkpoint, checkpoint-1.safetensors, does not "
                "exist any more");
  EXPECT_TRUE(run.Prune(1).ok());
  Write(Path("run/best"), "the first\n");
  EXPECT_EQ(run.Best().status().message(),
            Path("run/best") +
                ":1: 'the first' is no checkpoint, expected "
                "checkpoint-<step>.safetensors");
  EXPECT_FALSE(run.Prune(1).ok());
}

}  // namespace
}  // namespace synfire
