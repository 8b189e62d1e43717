#include "core/dtype.h"

#include <gtest/gtest.h>

namespace synfire {
namespace {

TEST(DType, NamesReadBack) {
  for (DType dtype : {DType::kF32, DType::kF64, DType::kBF16, DType::kI64,
                      DType::kI32, DType::kU8}) {
    const auto back = DTypeFromName(Name(dtype));
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(*back, dtype);
  }
}

TEST(DType, Sizes) {
  EXPECT_EQ(SizeOf(DType::kF32), 4u);
  EXPECT_EQ(SizeOf(DType::kF64), 8u);
  EXPECT_EQ(SizeOf(DType::kBF16), 2u);
  EXPECT_EQ(SizeOf(DType::kI64), 8u);
  EXPECT_EQ(SizeOf(DType::kI32), 4u);
  EXPECT_EQ(SizeOf(DType::kU8), 1u);
}

TEST(DType, AnUnknownNameIsAnError) {
  EXPECT_EQ(DTypeFromName("f16").status().message(),
            "'f16' is no element type; expected f32, f64, bf16, i64, i32 or "
            "u8");
}

}  // namespace
}  // namespace synfire
