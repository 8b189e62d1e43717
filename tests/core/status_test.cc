#include "core/status.h"

#include <gtest/gtest.h>

namespace synfire {
namespace {

absl::StatusOr<int> Half(int n) {
  if (n % 2 != 0) return UserError(n, " is odd");
  return n / 2;
}

absl::StatusOr<int> Quarter(int n) {
  SYNFIRE_ASSIGN_OR_RETURN(const int half, Half(n));
  SYNFIRE_ASSIGN_OR_RETURN(const int quarter, Half(half));
  return quarter;
}

absl::Status IsFourfold(int n) {
  SYNFIRE_RETURN_IF_ERROR(Quarter(n).status());
  return absl::OkStatus();
}

TEST(Status, AUserErrorIsItsWords) {
  const absl::Status status = UserError("line ", 3, ": ", 0.5, " is no step");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "line 3: 0.5 is no step");
}

TEST(Status, AnnotatePutsItsPrefixBeforeAnErrorAlone) {
  const absl::Status status =
      Annotate(absl::NotFoundError("no such file"), "a.prototxt: ");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "a.prototxt: no such file");
  EXPECT_TRUE(Annotate(absl::OkStatus(), "a.prototxt: ").ok());
}

TEST(Status, MacrosPassErrorsOn) {
  EXPECT_EQ(*Quarter(12), 3);
  EXPECT_EQ(Quarter(3).status().message(), "3 is odd");
  EXPECT_EQ(Quarter(6).status().message(), "3 is odd");
  EXPECT_TRUE(IsFourfold(8).ok());
  EXPECT_EQ(IsFourfold(2).message(), "1 is odd");
}

TEST(StatusDeathTest, AFailedCheckNamesItsCondition) {
  const int n = 1;
  SYNFIRE_CHECK(n == 1);
  EXPECT_DEATH(SYNFIRE_CHECK(n == 2),
               "status_test.cc:[0-9]+: check failed: n == 2");
}

}  // namespace
}  // namespace synfire
