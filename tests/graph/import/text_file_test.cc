#include "graph/import/text_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace synfire {
namespace {

std::string PathOf(const std::string& name) {
  return testing::TempDir() + name;
}

std::string Write(const std::string& name, const std::string& text) {
  const std::string path = PathOf(name);
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

// Of reading the file, without the folder of the test.
std::string ErrorOf(const std::string& path) {
  std::string error(ReadTextFile(path).status().message());
  const size_t at = error.find(testing::TempDir());
  if (at != std::string::npos) error.erase(at, testing::TempDir().size());
  return error;
}

TEST(ReadTextFile, ReturnsTheWholeFile) {
  const auto text =
      ReadTextFile(Write("good", "name: \"\xC3\xA9t\xC3\xA9\"\n"));
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(*text, "name: \"\xC3\xA9t\xC3\xA9\"\n");
}

TEST(ReadTextFile, NeedsAFile) {
  EXPECT_EQ(ErrorOf(PathOf("absent")),
            "absent: cannot open the file: No such file or directory");
  EXPECT_EQ(ErrorOf(""), "the path of a file is empty");
}

TEST(ReadTextFile, RefusesDirectoriesAndPipes) {
  mkdir(PathOf("folder").c_str(), 0755);
  EXPECT_EQ(ErrorOf(PathOf("folder")),
            "folder: this is a directory; expected a text file");
  mkfifo(PathOf("pipe").c_str(), 0600);
  EXPECT_EQ(ErrorOf(PathOf("pipe")),
            "pipe: this is no regular file; expected a text file");
  EXPECT_EQ(ErrorOf("/dev/zero"),
            "/dev/zero: this is no regular file; expected a text file");
}

TEST(ReadTextFile, RefusesALargeFileByItsSize) {
  const std::string path = Write("large", "");
  ASSERT_EQ(truncate(path.c_str(), int64_t{1} << 30), 0);
  EXPECT_EQ(ErrorOf(path),
            "large: the file has 1073741824 bytes; a text file may have "
            "16777216");
}

TEST(ReadTextFile, RefusesWhatIsNoText) {
  EXPECT_EQ(ErrorOf(Write("empty", "")), "empty: the file is empty");
  EXPECT_EQ(ErrorOf(Write("blank", " \n\t ")), "blank: the file is empty");
  EXPECT_EQ(ErrorOf(Write("binary", std::string("a\0b", 3))),
            "binary: the file is binary (it holds a NUL byte); expected "
            "protobuf text");
  EXPECT_EQ(ErrorOf(Write("latin1", "a\nb\n\xE9t\xE9")),
            "latin1:3: the file is not UTF-8; expected protobuf text");
}

TEST(IsUtf8, AcceptsEveryLength) {
  int line = 0;
  EXPECT_TRUE(
      IsUtf8("a \xC2\x80 \xE0\xA0\x80 \xEF\xBF\xBF \xF0\x90\x80\x80 "
             "\xF4\x8F\xBF\xBF",
             &line));
}

TEST(IsUtf8, RefusesWhatTheStandardForbids) {
  for (const char* text : {
           "\x80",
           "\xC3",
           "\xC0\x80",
           "\xC1\xBF",
           "\xE0\x9F\xBF",
           "\xE2\x82",
           "\xED\xA0\x80",
           "\xF0\x8F\xBF\xBF",
           "\xF4\x90\x80\x80",
           "\xF5\x80\x80\x80",
           "\xC3(",
           "\xFF",
       }) {
    int line = 0;
    EXPECT_FALSE(IsUtf8(text, &line)) << testing::PrintToString(text);
    EXPECT_EQ(line, 1);
  }
}

TEST(PathRelativeTo, IsRelativeToTheFolder) {
  EXPECT_EQ(PathRelativeTo("models/a.prototxt", "../b.prototxt"),
            "models/../b.prototxt");
  EXPECT_EQ(PathRelativeTo("a.prototxt", "b.prototxt"), "b.prototxt");
  EXPECT_EQ(PathRelativeTo("models/a.prototxt", "/b.prototxt"), "/b.prototxt");
  EXPECT_EQ(PathRelativeTo("/a.prototxt", "b.prototxt"), "/b.prototxt");
}

}  // namespace
}  // namespace synfire
