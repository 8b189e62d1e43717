#include "data/gzip/gzip_stream.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

using testing::HasSubstr;

// All of `compressed`, `piece` bytes at a time.
absl::StatusOr<Bytes> Inflate(const Bytes& compressed, int64_t piece) {
  GzipStream stream(compressed);
  Bytes all, buffer(piece);
  while (true) {
    SYNFIRE_ASSIGN_OR_RETURN(const int64_t got,
                             stream.Read(buffer.data(), piece));
    all.insert(all.end(), buffer.begin(), buffer.begin() + got);
    if (got < piece) return all;
  }
}

void ExpectError(const Bytes& compressed, const std::string& message) {
  const absl::Status status = Inflate(compressed, 16).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr(message));
}

Bytes Sample() {
  Bytes bytes;
  for (int i = 0; i < 1000; ++i) bytes.push_back(i * i % 251);
  return bytes;
}

TEST(GzipStream, ReadsInPiecesOfAnySize) {
  for (int64_t piece : {1, 7, 999, 1000, 1001, 5000}) {
    EXPECT_EQ(Inflate(Gzip(Sample()), piece).value(), Sample()) << piece;
  }
}

TEST(GzipStream, JoinsMembers) {
  const Bytes two = Gzip(Sample()) + Gzip({}) + Gzip({1, 2, 3});
  EXPECT_EQ(Inflate(two, 10).value(), Sample() + Bytes({1, 2, 3}));
}

TEST(GzipStream, NeverGivesMoreThanAskedFor) {
  const Bytes bomb = Gzip(Bytes(1 << 20));
  GzipStream stream(bomb);
  Bytes buffer(8, 7);
  EXPECT_EQ(stream.Read(buffer.data(), 4).value(), 4);
  EXPECT_EQ(buffer, Bytes({0, 0, 0, 0, 7, 7, 7, 7}));
}

TEST(GzipStream, NamesTheByteWhereAFileIsCutOff) {
  Bytes cut = Gzip(Sample());
  cut.resize(cut.size() - 1);
  ExpectError(cut, absl::StrCat("gzip: byte ", cut.size(),
                                " of the compressed file: the file is cut off "
                                "inside a member"));
  ExpectError({0x1F, 0x8B}, "gzip: byte 2 of the compressed file: the file");
}

TEST(GzipStream, RefusesBytesAfterTheLastMember) {
  const Bytes good = Gzip(Sample());
  ExpectError(good + Bytes({0, 0, 0}),
              absl::StrCat("gzip: byte ", good.size(),
                           " of the compressed file: 3 bytes follow the last "
                           "member that are no gzip member"));
}

TEST(GzipStream, VerifiesTheChecksum) {
  Bytes bad = Gzip(Sample());
  bad[bad.size() - 5] ^= 1;
  ExpectError(bad, "of the compressed file: incorrect data check");
}

TEST(GzipStream, RefusesAnUnknownMethod) {
  ExpectError({0x1F, 0x8B, 7, 0, 0, 0, 0, 0, 0, 0}, "unknown compression");
}

TEST(GzipStream, KeepsItsError) {
  const Bytes bad = {0x1F, 0x8B, 7, 0};
  GzipStream stream(bad);
  uint8_t byte;
  const absl::Status first = stream.Read(&byte, 1).status();
  EXPECT_FALSE(first.ok());
  EXPECT_EQ(stream.Read(&byte, 1).status(), first);
}

}  // namespace
}  // namespace synfire
