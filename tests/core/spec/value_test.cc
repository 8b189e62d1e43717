#include "core/spec/value.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>

#include "core/rng.h"
#include "core/spec/call.h"

namespace synfire {
namespace {

AttrValue ReadBack(const std::string& text) {
  const auto expression = Expression::Parse(text);
  EXPECT_TRUE(expression.ok()) << expression.status();
  const auto value = expression->Evaluate({});
  EXPECT_TRUE(value.ok()) << value.status();
  return *value;
}

void ExpectRoundTrip(double value) {
  const std::string text = ToText(value);
  EXPECT_NE(text.find_first_of(".e"), std::string::npos) << text;
  const AttrValue back = ReadBack(text);
  const double* number = std::get_if<double>(&back);
  ASSERT_NE(number, nullptr) << text;
  EXPECT_EQ(std::memcmp(number, &value, sizeof(value)), 0) << text;
}

TEST(ToText, Values) {
  EXPECT_EQ(ToText(None{}), "none");
  EXPECT_EQ(ToText(true), "true");
  EXPECT_EQ(ToText(int64_t{-3}), "-3");
  EXPECT_EQ(ToText(std::vector<int64_t>{3, 3}), "[3, 3]");
  EXPECT_EQ(ToText(std::vector<int64_t>{}), "[]");
  EXPECT_EQ(ToText(std::vector<double>{0.5, 1}), "[0.5, 1.0]");
}

TEST(ToText, FloatsAreShortAndNeverLookLikeIntegers) {
  EXPECT_EQ(ToText(0.5), "0.5");
  EXPECT_EQ(ToText(0.1), "0.1");
  EXPECT_EQ(ToText(2.0), "2.0");
  EXPECT_EQ(ToText(-0.0), "-0.0");
  EXPECT_EQ(ToText(1e30), "1e+30");
  EXPECT_EQ(ToText(1e-5), "1e-05");
}

TEST(ToText, FloatsReadBackExactly) {
  using Limits = std::numeric_limits<double>;
  for (double value : {0.0, -0.0, 1.0, 1.0 / 3, 1e15, 1e16, 1e17, 123456789.0,
                       9007199254740993.0, Limits::max(), Limits::lowest(),
                       Limits::min(), Limits::denorm_min(), 0.3, 0.1 + 0.2}) {
    ExpectRoundTrip(value);
  }
  const RandomKey key = MakeRandomKey(1, "test");
  for (uint64_t i = 0; i < 2000; ++i) {
    const RandomWords words = Philox(key, 0, i);
    const uint64_t bits = uint64_t{words.word[0]} << 32 | words.word[1];
    double value;
    std::memcpy(&value, &bits, sizeof(value));
    if (value - value == 0) ExpectRoundTrip(value);
  }
}

TEST(ToText, StringsHaveQuotesWhereTheyNeedThem) {
  const auto text = [](const char* s) { return ToText(std::string(s)); };
  EXPECT_EQ(text("ADD"), "ADD");
  EXPECT_EQ(text("atan(alpha = 2)"), "atan(alpha = 2)");
  EXPECT_EQ(text(""), "\"\"");
  EXPECT_EQ(text("a b"), "\"a b\"");
  EXPECT_EQ(text("none"), "\"none\"");
  EXPECT_EQ(text("true"), "\"true\"");
  EXPECT_EQ(text("3"), "\"3\"");
  EXPECT_EQ(text("/data/x.idx"), "\"/data/x.idx\"");
  EXPECT_EQ(text("atan(alpha=2)"), "\"atan(alpha=2)\"");
  EXPECT_EQ(text("atan(alpha = 1 + 1)"), "\"atan(alpha = 1 + 1)\"");
  EXPECT_EQ(text("atan(alpha = 1 / 0)"), "\"atan(alpha = 1 / 0)\"");
  EXPECT_EQ(text("(a)"), "\"(a)\"");
}

TEST(ToText, StringsReadBack) {
  for (const char* s : {"", "x", "a b", "none", "\"", "'", "\\", "\\\"", "a\nb",
                        "\t", "f(a = 1)", "f(a=1)", "f(a = \"none\")",
                        "f(a = \"b c\")", "\xC3\xA9", "f(", "true)"}) {
    EXPECT_EQ(ReadBack(ToText(std::string(s))), AttrValue(std::string(s))) << s;
  }
}

TEST(ToText, QuotesWithinQuotesReadBack) {
  std::string text = "a b";
  for (int level = 0; level < 8; ++level) {
    EXPECT_EQ(ReadBack(ToText(text)), AttrValue(text));
    text = absl::StrCat("f(a = ", ToText(text + "!"), ")");
    EXPECT_EQ(ToText(text), text);
  }
}

TEST(Attrs, KeepsOrderAndReplaces) {
  Attrs attrs;
  attrs.Set("kernel", std::vector<int64_t>{3, 3}).Set("bias", false);
  EXPECT_EQ(attrs.ToText(), "kernel = [3, 3], bias = false");
  attrs.Set("kernel", std::vector<int64_t>{1, 1});
  EXPECT_EQ(attrs.ToText(), "kernel = [1, 1], bias = false");
  EXPECT_EQ(attrs.entries().size(), 2u);
}

TEST(Attrs, Getters) {
  Attrs attrs;
  attrs.Set("b", true)
      .Set("i", int64_t{3})
      .Set("f", 0.5)
      .Set("s", std::string("ADD"))
      .Set("l", std::vector<int64_t>{1, 2})
      .Set("r", std::vector<double>{0.5, 2})
      .Set("n", None{});
  EXPECT_TRUE(attrs.Bool("b"));
  EXPECT_EQ(attrs.Int("i"), 3);
  EXPECT_EQ(attrs.Float("f"), 0.5);
  EXPECT_EQ(attrs.Float("i"), 3.0);
  EXPECT_EQ(attrs.String("s"), "ADD");
  EXPECT_EQ(attrs.Ints("l"), (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(attrs.Floats("r"), (std::vector<double>{0.5, 2}));
  EXPECT_TRUE(attrs.IsNone("n"));
  EXPECT_FALSE(attrs.IsNone("i"));
  EXPECT_TRUE(attrs.Has("n"));
  EXPECT_FALSE(attrs.Has("x"));
}

TEST(Attrs, EqualWhenNamesValuesAndOrderAre) {
  Attrs a, b;
  a.Set("x", int64_t{1}).Set("y", 2.0);
  b.Set("x", int64_t{1}).Set("y", 2.0);
  EXPECT_TRUE(a == b);
  b.Set("y", int64_t{2});
  EXPECT_FALSE(a == b);
}

TEST(AttrsDeathTest, AbortsOnAWrongNameOrType) {
  Attrs attrs;
  attrs.Set("f", 0.5);
  EXPECT_DEATH(attrs.Int("f"), "a bug in synfire");
  EXPECT_DEATH(attrs.Get("g"), "a bug in synfire");
}

}  // namespace
}  // namespace synfire
