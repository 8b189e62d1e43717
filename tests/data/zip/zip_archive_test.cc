#include "data/zip/zip_archive.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/zip/zip_writer.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

absl::Span<const uint8_t> Bytes(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

absl::StatusOr<ZipArchive> Parse(const std::string& file) {
  return ZipArchive::Parse(Bytes(file), "a.zip");
}

std::string ReadText(const ZipArchive& archive, const std::string& name) {
  const ZipEntry* entry = archive.Find(name);
  if (entry == nullptr) return "no " + name;
  std::vector<uint8_t> buffer;
  const auto bytes = archive.Read(*entry, &buffer);
  if (!bytes.ok()) return std::string(bytes.status().message());
  return std::string(bytes->begin(), bytes->end());
}

// What opening says, or what reading the one entry does.
std::string Complaint(const std::string& file) {
  const auto archive = Parse(file);
  if (!archive.ok()) return std::string(archive.status().message());
  if (archive->entries().empty()) return "";
  return ReadText(*archive, archive->entries()[0].name);
}

// `file` with `bytes` from `at` on.
std::string With(std::string file, size_t at, const std::string& bytes) {
  return file.replace(at, bytes.size(), bytes);
}

TEST(ZipArchiveTest, ReadsWhatIsStoredDeflatedAndWide) {
  const std::string long_text(100000, 'x');
  const std::string file =
      MakeZip({{"a/stored", "hello"},
               {"a/deflated", long_text, /*deflate=*/true},
               {"a/wide", "w", false, /*zip64=*/true},
               {"a/later", "l", false, false, /*sizes_follow=*/true},
               {"a/empty", ""},
               {"a/unchecked", "u", false, false, false, /*checksum=*/false}});
  EXPECT_TRUE(IsZip(Bytes(file)));
  const auto archive = Parse(file);
  ASSERT_TRUE(archive.ok()) << archive.status();
  EXPECT_EQ(archive->entries().size(), 6);
  EXPECT_EQ(ReadText(*archive, "a/stored"), "hello");
  EXPECT_EQ(ReadText(*archive, "a/deflated"), long_text);
  EXPECT_EQ(ReadText(*archive, "a/wide"), "w");
  EXPECT_EQ(ReadText(*archive, "a/later"), "l");
  EXPECT_EQ(ReadText(*archive, "a/empty"), "");
  EXPECT_EQ(ReadText(*archive, "a/unchecked"), "u");
  EXPECT_EQ(archive->Find("a"), nullptr);
}

TEST(ZipArchiveTest, TakesAComment) {
  std::string file = MakeZip({{"a", "1"}});
  file = file.substr(0, file.size() - 2) + LittleEndian(3, 2) + "abc";
  EXPECT_EQ(Complaint(file), "1");
}

// One entry "a" with the contents "hello": local header at 0, data at 31,
// directory at 36, end at 83.
class DamagedZipTest : public ::testing::Test {
 protected:
  const std::string file_ = MakeZip({{"a", "hello"}});
  static constexpr size_t kDirectory = 36, kEnd = 83;
};

TEST_F(DamagedZipTest, Contents) {
  EXPECT_THAT(Complaint(With(file_, 31, "jello")),
              StartsWith("a.zip: byte 31: entry 'a' is damaged: its checksum "
                         "is "));
  const std::string packed = MakeZip({{"a", std::string(500, 'x'), true}});
  EXPECT_THAT(Complaint(With(packed, 31, "\xFF\xFF")),
              HasSubstr("byte 31: entry 'a' is damaged: "));
  // The directory claims one byte less, or more.
  const size_t size = packed.find("PK\1\2") + 24;
  EXPECT_THAT(Complaint(With(packed, size, LittleEndian(499, 4))),
              HasSubstr("expands to more, expected 499 bytes"));
  EXPECT_THAT(Complaint(With(packed, size, LittleEndian(501, 4))),
              HasSubstr("expands to 500, expected 501 bytes"));
}

TEST_F(DamagedZipTest, End) {
  EXPECT_EQ(Complaint(file_.substr(0, file_.size() - 1)),
            "a.zip: byte 104: the end of a zip archive is not there: the file "
            "is cut short, or is no zip archive");
  EXPECT_EQ(Complaint(""),
            "a.zip: byte 0: the end of a zip archive is not there: the file is "
            "cut short, or is no zip archive");
  EXPECT_EQ(Complaint(With(file_, kEnd + 4, "\1")),
            "a.zip: byte 83: the archive has several parts, expected one file");
  EXPECT_EQ(Complaint(With(file_, kEnd + 16, LittleEndian(37, 4))),
            "a.zip: byte 83: the directory is said to lie at 37 with 47 bytes, "
            "which does not fit before this record");
  EXPECT_EQ(
      Complaint(With(file_, kEnd + 8, LittleEndian(0x20002, 4))),
      "a.zip: byte 83: 2 entries do not fit into a directory of 47 bytes");
  EXPECT_EQ(Complaint(With(file_, kEnd + 8, std::string(4, '\0'))),
            "a.zip: byte 36: the directory goes on behind its 0 entries");
  EXPECT_EQ(Complaint(With(file_, kEnd + 16, "\xFF\xFF\xFF\xFF")),
            "a.zip: byte 63: the locator of the zip64 end record is not there");
  const std::string wide = MakeZip({{"a", "hello", false, true}});
  const size_t locator = wide.find("PK\6\7");
  EXPECT_THAT(Complaint(With(wide, locator + 8, LittleEndian(1u << 30, 8))),
              HasSubstr("there is no zip64 end record at 1073741824"));
}

TEST_F(DamagedZipTest, Directory) {
  const auto expect = [&](size_t at, const std::string& bytes,
                          const std::string& message) {
    EXPECT_EQ(Complaint(With(file_, kDirectory + at, bytes)),
              "a.zip: byte " + message);
  };
  expect(0, "X", "36: an entry of the directory is damaged");
  expect(28, "\x09", "36: an entry of the directory is cut off");
  expect(8, "\1", "36: entry 'a' is encrypted");
  expect(10, "\xC",
         "36: entry 'a' is packed by method 12, expected 0 (stored) or 8 "
         "(deflated)");
  expect(24, "\6", "36: entry 'a' is stored in 5 bytes but has 6");
  expect(42, LittleEndian(50, 4),
         "36: entry 'a' is said to begin at 50, outside the archive's entries");
  expect(42, LittleEndian(2, 4), "2: the header of entry 'a' is not there");
  expect(46, "b", "0: the header of entry 'b' has another name, 'a'");
  expect(20, LittleEndian(0x600000006, 8),
         "0: the header of entry 'a' and its data reach into the directory");
  expect(20, LittleEndian(0x400000004, 8),
         "0: the header of entry 'a' has another size");
  expect(10, "\x8", "0: the header of entry 'a' has another method");
  expect(24, "\xFF\xFF\xFF\xFF", "36: entry 'a' lacks its zip64 sizes");
  expect(24, "\xFF\xFF\xFF\x0F",
         "36: entry 'a' claims 268435455 bytes, more than a file of 105 can "
         "hold");
}

TEST(ZipArchiveTest, RefusesBombs) {
  std::string file = MakeZip({{"a", std::string(100, 'x'), true}});
  const size_t size = file.find("PK\1\2") + 24;
  EXPECT_THAT(Complaint(With(file, size, LittleEndian(100000, 4))),
              HasSubstr("claims 100000 bytes, more than its "));
  // Two entries of the directory for the same bytes.
  file = MakeZip({{"a", "hello"}, {"a", "hello"}});
  const size_t second = file.find("PK\1\2", file.find("PK\1\2") + 1);
  EXPECT_EQ(Complaint(With(file, second + 42, LittleEndian(0, 4))),
            "a.zip: byte 0: entry 'a' begins inside entry 'a', which ends at "
            "36");
}

TEST(ZipArchiveTest, RefusesTricksWithNames) {
  EXPECT_EQ(Complaint(MakeZip({{"a/../b", ""}})),
            "a.zip: byte 36: the entry's name 'a/../b' leads out of its "
            "folder");
  EXPECT_EQ(Complaint(MakeZip({{"/etc", ""}})),
            "a.zip: byte 34: the entry's name '/etc' is an absolute path");
  EXPECT_EQ(Complaint(MakeZip({{"a\\b", ""}})),
            "a.zip: byte 33: the entry's name 'a\\\\b' has a backslash");
  EXPECT_EQ(Complaint(MakeZip({{std::string("a\0b", 3), ""}})),
            "a.zip: byte 33: the entry's name 'a\\x00\\x62' has a zero byte");
  EXPECT_EQ(Complaint(MakeZip({{"", ""}})),
            "a.zip: byte 30: the entry's name '' is empty");
  EXPECT_EQ(Complaint(MakeZip({{"a", "1"}, {"a", "2"}})),
            "a.zip: byte 32: entry 'a' comes twice");
}

}  // namespace
}  // namespace synfire
