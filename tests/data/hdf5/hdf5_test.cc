// What HDF5's own library writes is read, and nothing else is trusted.
#include <cmath>
#include <limits>

#include "data/file_bytes.h"
#include "data/hdf5/hdf5_file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/hdf5/hdf5_writer.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;

constexpr Hdf5Number kShort{Hdf5Number::kUnsigned, 2};
constexpr Hdf5Number kHalf{Hdf5Number::kReal, 2};

class Hdf5Test : public testing::Test {
 protected:
  std::string Path() const { return folder_ + "/a.h5"; }

  absl::StatusOr<Hdf5Array> Find(const std::string& path) {
    return FindIn(ReadFileBytes(Path()).value(), path);
  }
  absl::StatusOr<Hdf5Array> FindIn(const std::vector<uint8_t>& bytes,
                                   const std::string& path) {
    bytes_ = bytes;
    SYNFIRE_ASSIGN_OR_RETURN(
        const Hdf5File file,
        Hdf5File::Open(std::make_shared<MemoryBytes>("a.h5", bytes_)));
    return file.Find(path);
  }
  std::string ErrorOf(const std::string& path) {
    return std::string(Find(path).status().message());
  }
  static std::vector<double> Row(const Hdf5Array& array, int64_t index) {
    std::vector<uint8_t> scratch;
    std::vector<double> row;
    const absl::Status status = array.ReadRow(index, &scratch, &row);
    EXPECT_TRUE(status.ok()) << status;
    return row;
  }

  const std::string folder_ = TestFolder();
  std::vector<uint8_t> bytes_;
};

TEST_F(Hdf5Test, ReadsIntegersOfEveryWidth) {
  for (bool latest : {false, true}) {
    for (bool big_endian : {false, true}) {
      for (int size : {1, 2, 4, 8}) {
        Hdf5Writer(Path(), latest)
            .Numbers("/a", {0, 1, -2, 127, -128},
                     {Hdf5Number::kSigned, size, big_endian});
        EXPECT_THAT(Find("/a")->Integers().value(),
                    ElementsAre(0, 1, -2, 127, -128));
        Hdf5Writer(Path(), latest)
            .Numbers("/a", {255}, {Hdf5Number::kUnsigned, size, big_endian});
        EXPECT_THAT(Find("/a")->Integers().value(), ElementsAre(255));
      }
    }
  }
}

// Numbers of which a half has the exact value: normal, subnormal, none.
TEST_F(Hdf5Test, ReadsRealsOfEveryWidth) {
  const std::vector<double> numbers = {0,
                                       1,
                                       -0.5,
                                       0.0999755859375,
                                       65504,
                                       std::ldexp(1, -24),
                                       -std::ldexp(3, -16),
                                       std::numeric_limits<double>::infinity()};
  for (bool big_endian : {false, true}) {
    for (int size : {2, 4, 8}) {
      Hdf5Writer(Path()).Rows("/a", {numbers, {}, {std::nan("")}},
                              {Hdf5Number::kReal, size, big_endian});
      const Hdf5Array array = Find("/a").value();
      EXPECT_THAT(Row(array, 0), ElementsAreArray(numbers)) << size;
      EXPECT_THAT(Row(array, 1), ElementsAre());
      EXPECT_TRUE(std::isnan(Row(array, 2)[0]));
    }
  }
}

TEST_F(Hdf5Test, ReadsChunksPackedOrNot) {
  std::vector<double> numbers;
  std::vector<std::vector<double>> rows;
  for (int i = 0; i < 1000; ++i) {
    numbers.push_back(i);
    rows.emplace_back(i % 50, i);
  }
  const Hdf5Layout layouts[] = {{1},
                                {7},
                                {2000},
                                {64, true},
                                {64, false, 6},
                                {64, true, 6},
                                {64, true, 6, true},
                                {64, false, 0, true}};
  for (const Hdf5Layout& layout : layouts) {
    {
      Hdf5Writer file(Path());
      file.Numbers("/a", numbers, kShort, layout);
      // The library has no checksums of rows.
      Hdf5Layout of_rows = layout;
      of_rows.fletcher32 = false;
      file.Rows("/b", rows, kShort, of_rows);
    }
    const auto integers = Find("/a")->Integers();
    ASSERT_TRUE(integers.ok()) << integers.status();
    EXPECT_THAT(*integers, ElementsAreArray(numbers));
    const Hdf5Array array = Find("/b").value();
    for (int i = 0; i < 1000; i += 97) EXPECT_EQ(Row(array, i), rows[i]);
  }
}

TEST_F(Hdf5Test, ReadsTexts) {
  for (bool any_length : {false, true}) {
    for (bool latest : {false, true}) {
      {
        Hdf5Writer file(Path(), latest);
        file.Group("/extra");
        file.Texts("/extra/keys", {"zero", "", "eins"}, any_length);
      }
      EXPECT_THAT(Find("/extra/keys")->Texts().value(),
                  ElementsAre("zero", "", "eins"));
    }
  }
}

TEST_F(Hdf5Test, FindsMembersOfLargeAndNestedGroups) {
  {
    Hdf5Writer file(Path());
    for (int i = 0; i < 300; ++i) file.Group("/g" + std::to_string(i));
    file.Group("/g7/inner");
    file.Numbers("/g7/inner/a", {3}, kShort);
  }
  EXPECT_THAT(Find("/g7/inner/a")->Integers().value(), ElementsAre(3));
  EXPECT_EQ(ErrorOf("/g8/a"), "a.h5: there is no data set /g8/a");
  EXPECT_THAT(ErrorOf("/g8"), HasSubstr(": /g8 is no data set"));
  EXPECT_THAT(ErrorOf("/g7/inner/a/b"),
              HasSubstr("there is no data set /g7/inner/a/b"));
}

TEST_F(Hdf5Test, SaysWhatItDoesNotRead) {
  {
    Hdf5Writer file(Path());
    file.TwoAxes("/axes");
    file.Unwritten("/piece", 3, false);
    file.Unwritten("/chunks", 3, true);
    file.Unwritten("/huge", uint64_t{1} << 31, true);
    file.Rows("/rows", {{1}}, kHalf);
    file.Numbers("/reals", {1}, kHalf);
  }
  EXPECT_THAT(ErrorOf("/axes"), HasSubstr("the data has 2 axes, expected 1"));
  EXPECT_THAT(ErrorOf("/piece"), HasSubstr("nothing was ever written"));
  EXPECT_THAT(ErrorOf("/chunks"),
              HasSubstr("3 elements in chunks of 4 are more than the file has "
                        "room for"));
  EXPECT_THAT(ErrorOf("/huge"), HasSubstr("are more than the file has room"));
  EXPECT_EQ(Find("/rows")->Integers().status().message(),
            "a.h5: /rows holds variable-length arrays of 2-byte reals, "
            "expected integers");
  EXPECT_EQ(Find("/reals")->Texts().status().message(),
            "a.h5: /reals holds 2-byte reals, expected texts");
  {
    Hdf5Writer file(Path(), /*latest=*/true);
    for (int i = 0; i < 40; ++i) file.Group("/g" + std::to_string(i));
  }
  EXPECT_THAT(ErrorOf("/g1"),
              HasSubstr("a group of many members in a form that is not read"));
  Hdf5Layout chunks;
  chunks.chunk = 4;
  Hdf5Writer(Path(), true).Numbers("/a", {1, 2, 3, 4, 5}, kShort, chunks);
  EXPECT_THAT(ErrorOf("/a"),
              HasSubstr("the data is laid out by version 4, which is not read; "
                        "write the file anew for HDF5 1.8 or earlier"));
}

TEST_F(Hdf5Test, RefusesOtherFiles) {
  WriteFile(folder_, "a.h5", {});
  EXPECT_EQ(ErrorOf("/a"), "a.h5: byte 0: the file is no HDF5 file");
  WriteFile(folder_, "a.h5", Bytes(200, 'x'));
  EXPECT_EQ(ErrorOf("/a"), "a.h5: byte 0: the file is no HDF5 file");
  WriteFile(folder_, "a.h5", Gzip(Bytes(5)));
  EXPECT_EQ(ErrorOf("/a"),
            "a.h5: byte 0: the file is gzip, expected HDF5: unpack it with "
            "gunzip");
}

// No length of the file crashes, and each is an error.
TEST_F(Hdf5Test, RefusesAFileThatIsCutShort) {
  Hdf5Writer(Path()).Rows("/a", {{1, 2}, {3}}, kHalf);
  const std::vector<uint8_t> whole = ReadFileBytes(Path()).value();
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto array = FindIn({whole.begin(), whole.begin() + size}, "/a");
    ASSERT_FALSE(array.ok()) << size;
    EXPECT_THAT(std::string(array.status().message()),
                testing::StartsWith("a.h5: byte "));
  }
  const auto array = FindIn({whole.begin(), whole.begin() + 1000}, "/a");
  EXPECT_EQ(array.status().message(),
            absl::StrCat("a.h5: byte 1000: the file ends here, of ",
                         whole.size(), " bytes: it is cut short"));
}

// HDF5's library believes the length in the reference and writes the row's
// bytes behind its buffer.
TEST_F(Hdf5Test, RefusesARowOfAnotherLengthThanItsReference) {
  Hdf5Layout layout;
  Hdf5Writer(Path()).Rows("/a", {{1, 2, 3, 4, 5}}, kHalf, layout);
  std::vector<uint8_t> bytes = ReadFileBytes(Path()).value();
  int damaged = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const uint8_t good = bytes[i];
    if (good != 5) continue;
    bytes[i] = 2;
    const auto array = FindIn(bytes, "/a");
    bytes[i] = good;
    if (!array.ok() || array->size() != 1) continue;
    std::vector<uint8_t> scratch;
    std::vector<double> row;
    const absl::Status status = array->ReadRow(0, &scratch, &row);
    if (status.ok()) continue;
    ++damaged;
    EXPECT_THAT(std::string(status.message()),
                HasSubstr("row 0 of /a has 10 bytes, expected 2 elements of 2: "
                          "the file is corrupt"));
  }
  EXPECT_EQ(damaged, 1);
}

}  // namespace
}  // namespace synfire
