#include "tools/run_directory/append_file.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include "tests/tools/run_directory/temporary_folder.h"

namespace synfire {
namespace {

using AppendFileTest = TemporaryFolder;

TEST_F(AppendFileTest, GrowsByPieces) {
  auto file = AppendFile::Create(Path("log"));
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_TRUE(file->Append("one\n").ok());
  EXPECT_EQ(Read(Path("log")), "one\n");
  ASSERT_TRUE(file->Append("two\n").ok());
  EXPECT_EQ(Read(Path("log")), "one\ntwo\n");
}

TEST_F(AppendFileTest, GoesOnBehindACut) {
  Write(Path("log"), "one\ntwo\n");
  auto file = AppendFile::OpenCut(Path("log"), 4);
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_TRUE(file->Append("2\n").ok());
  EXPECT_EQ(Read(Path("log")), "one\n2\n");
}

TEST_F(AppendFileTest, NamesThePathInErrors) {
  Write(Path("log"), "");
  EXPECT_EQ(AppendFile::Create(Path("log")).status(),
            absl::AlreadyExistsError("cannot create '" + Path("log") +
                                     "': File exists"));
  EXPECT_EQ(AppendFile::OpenCut(Path("none"), 0).status(),
            absl::NotFoundError("cannot open '" + Path("none") +
                                "': No such file or directory"));
}

// A limit on the size of files stands in for a full disk.
TEST_F(AppendFileTest, AFailedAppendLeavesWholePieces) {
  auto file = AppendFile::Create(Path("log"));
  ASSERT_TRUE(file->Append("one\n").ok());
  signal(SIGXFSZ, SIG_IGN);
  rlimit previous;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &previous), 0);
  rlimit small = previous;
  small.rlim_cur = 6;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const absl::Status status = file->Append("two\n");
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &previous), 0);
  EXPECT_EQ(status.message(),
            "cannot write '" + Path("log") + "' after 4 bytes: File too large");
  EXPECT_EQ(Read(Path("log")), "one\n");
  ASSERT_TRUE(file->Append("2\n").ok());
  EXPECT_EQ(Read(Path("log")), "one\n2\n");
}

}  // namespace
}  // namespace synfire
