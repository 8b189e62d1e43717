#include "core/atomic_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace synfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class AtomicFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "/atomic_file_" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const {
    return folder_ + "/" + name;
  }
  std::string Read(const std::string& name) const {
    std::ifstream in(Path(name), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      names.push_back(entry.path().filename());
    }
    return names;
  }

  std::string folder_;
};

TEST_F(AtomicFileTest, WritesTheContentAndNothingElse) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), std::string("x\0y", 3)).ok());
  EXPECT_EQ(Read("a"), std::string("x\0y", 3));
  EXPECT_THAT(Names(), ElementsAre("a"));
}

TEST_F(AtomicFileTest, ReplacesWhatWasThere) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "a long old content").ok());
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "new").ok());
  EXPECT_EQ(Read("a"), "new");
}

TEST_F(AtomicFileTest, TheTargetChangesOnlyAtCommit) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "old").ok());
  absl::StatusOr<AtomicFile> file = AtomicFile::Create(Path("a"));
  ASSERT_TRUE(file.ok());
  ASSERT_TRUE(file->Append("new ").ok());
  ASSERT_TRUE(file->Append("content").ok());
  EXPECT_EQ(Read("a"), "old");
  ASSERT_TRUE(file->Commit().ok());
  EXPECT_EQ(Read("a"), "new content");
  EXPECT_THAT(Names(), ElementsAre("a"));
}

TEST_F(AtomicFileTest, WithoutCommitNothingIsLeft) {
  {
    absl::StatusOr<AtomicFile> file = AtomicFile::Create(Path("a"));
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE(file->Append("half").ok());
  }
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_F(AtomicFileTest, TwoWritersInOneFolderDoNotMeet) {
  absl::StatusOr<AtomicFile> a = AtomicFile::Create(Path("a"));
  absl::StatusOr<AtomicFile> b = AtomicFile::Create(Path("b"));
  ASSERT_TRUE(a->Append("A").ok());
  ASSERT_TRUE(b->Append("B").ok());
  ASSERT_TRUE(a->Commit().ok());
  ASSERT_TRUE(b->Commit().ok());
  EXPECT_EQ(Read("a"), "A");
  EXPECT_EQ(Read("b"), "B");
}

TEST_F(AtomicFileTest, ALongNameIsNoObstacle) {
  const std::string name(255, 'n');
  EXPECT_TRUE(WriteFileAtomically(Path(name), "x").ok());
  EXPECT_EQ(Read(name), "x");
}

TEST_F(AtomicFileTest, TheFileIsReadableAsTheUmaskSays) {
  const mode_t mask = umask(022);
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "x").ok());
  umask(mask);
  struct stat status;
  ASSERT_EQ(stat(Path("a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0644u);
}

TEST_F(AtomicFileTest, AMissingFolderIsNamed) {
  const absl::Status status = WriteFileAtomically(Path("no/file"), "x");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "cannot write '" + Path("no/file") +
                                  "': no file can be created in '" +
                                  Path("no") + "': No such file or directory");
}

TEST_F(AtomicFileTest, AFolderIsNoTarget) {
  std::filesystem::create_directory(Path("d"));
  const absl::Status status = WriteFileAtomically(Path("d"), "x");
  EXPECT_THAT(status.message(),
              HasSubstr("cannot put '" + Path("d") + "' in place: "));
  EXPECT_THAT(Names(), ElementsAre("d"));
  EXPECT_EQ(WriteFileAtomically(Path("d/"), "x").message(),
            "cannot write '" + Path("d/") + "': this names no file");
}

// A limit on the size of files stands in for a full disk: write() fails after
// some bytes, the same way.
TEST_F(AtomicFileTest, AFailedWriteKeepsTheOldFile) {
  ASSERT_TRUE(WriteFileAtomically(Path("a"), "old").ok());
  signal(SIGXFSZ, SIG_IGN);
  rlimit previous;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &previous), 0);
  rlimit small = previous;
  small.rlim_cur = 1000;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const absl::Status status =
      WriteFileAtomically(Path("a"), std::string(5000, 'n'));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &previous), 0);
  EXPECT_EQ(status.message(), "cannot write '" + Path("a") +
                                  "' after 1000 bytes: File too large");
  EXPECT_EQ(Read("a"), "old");
  EXPECT_THAT(Names(), UnorderedElementsAre("a"));
}

}  // namespace
}  // namespace synfire
