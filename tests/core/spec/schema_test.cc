#include "core/spec/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace synfire {
namespace {

using ::testing::HasSubstr;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

AttrDef Def(std::string name, AttrType type,
            std::optional<AttrValue> fallback = std::nullopt) {
  AttrDef def{std::move(name), type, ""};
  def.fallback = std::move(fallback);
  return def;
}

Schema Conv() {
  AttrDef kernel = Def("kernel", AttrType::kInts, AttrValue(int64_t{3}));
  kernel.length = 2;
  kernel.min = 1;
  Schema schema("layer", "conv2d", "a convolution");
  schema.Int("channels", std::nullopt, 1, kInfinity, "output channels")
      .Attr(kernel)
      .Bool("bias", true, "adds a bias")
      .Int("groups", 1, 1, 8, "groups");
  return schema;
}

Schema Lif() {
  AttrDef tau = Def("tau", AttrType::kFloat, AttrValue(2.0));
  tau.unit = "steps";
  tau.min = 1;
  tau.min_exclusive = true;
  AttrDef v_reset = Def("v_reset", AttrType::kFloat, AttrValue(0.0));
  v_reset.none_allowed = true;
  Schema schema("neuron", "lif", "leaky integrate-and-fire");
  schema.Attr(tau)
      .Attr(v_reset)
      .Float("decay", 0.5, 0, 1, "", "decay")
      .Symbol("reset", "hard", {"hard", "soft"}, "how it resets")
      .Attr(Def("surrogate", AttrType::kCall, AttrValue(std::string("atan"))))
      .Attr(Def("label", AttrType::kText, AttrValue(std::string(""))))
      .Attr(Def("taps", AttrType::kInts, AttrValue(std::vector<int64_t>{})));
  return schema;
}

// The attributes as text, or the error.
std::string Bound(const Schema& schema, absl::string_view text,
                  const Scope& scope = {}) {
  const auto call = Call::Parse(text);
  if (!call.ok()) return std::string(call.status().message());
  const auto attrs = schema.Bind(*call, scope);
  return attrs.ok() ? attrs->ToText() : std::string(attrs.status().message());
}

// One attribute of Lif.
std::string Lif(absl::string_view name, absl::string_view value,
                const Scope& scope = {}) {
  const auto call = Call::Parse(absl::StrCat("lif(", name, "=", value, ")"));
  if (!call.ok()) return std::string(call.status().message());
  const auto attrs = Lif().Bind(*call, scope);
  return attrs.ok() ? ToText(attrs->Get(name))
                    : std::string(attrs.status().message());
}

TEST(Bind, FillsDefaultsInSchemaOrder) {
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 64)"),
            "channels = 64, kernel = [3, 3], bias = true, groups = 1");
  EXPECT_EQ(Bound(Conv(), "conv2d(groups = 2, bias = false, channels = 8)"),
            "channels = 8, kernel = [3, 3], bias = false, groups = 2");
  EXPECT_EQ(Bound(Lif(), "lif"),
            "tau = 2.0, v_reset = 0.0, decay = 0.5, reset = hard, surrogate = "
            "atan, label = \"\", taps = []");
}

TEST(Bind, EvaluatesInTheScope) {
  EXPECT_EQ(
      Bound(Conv(), "conv2d(channels = 4 * width, kernel = k, bias = i != 0)",
            {{"width", int64_t{16}},
             {"k", std::vector<int64_t>{1, 3}},
             {"i", int64_t{0}}}),
      "channels = 64, kernel = [1, 3], bias = false, groups = 1");
}

TEST(Bind, UnknownName) {
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 64, kernal = 3)"),
            "column 23: conv2d: 'kernal' is no attribute; did you mean "
            "'kernel'?");
  EXPECT_EQ(Bound(Conv(), "conv2d(x = 3)"),
            "column 8: conv2d: 'x' is no attribute; expected one of channels, "
            "kernel, bias, groups");
  EXPECT_EQ(Bound(Schema("layer", "flatten", ""), "flatten(x = 3)"),
            "column 9: flatten: 'x' is no attribute; this layer has none");
}

TEST(Bind, DuplicatedArgument) {
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 1, channels = 1)"),
            "column 22: conv2d: 'channels' is given twice; the first is at "
            "column 8");
}

TEST(Bind, MissingAttribute) {
  EXPECT_EQ(Bound(Conv(), "conv2d(kernel = 3)"),
            "column 1: conv2d: 'channels' is missing; expected an integer");
}

TEST(Bind, TheFirstMistakeAsWritten) {
  EXPECT_EQ(Bound(Conv(), "conv2d(groups = 0, channels = 0)"),
            "column 17: conv2d: groups = 0 is out of range; expected >= 1 and "
            "<= 8");
}

TEST(Bind, AnExpressionsErrorKeepsItsColumn) {
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 7 / 2)"),
            "column 21: 7 / 2 is no integer; write 7.0 / 2 for a float");
}

TEST(BindBool, TakesOnlyBooleans) {
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 1, bias = 1)"),
            "column 29: conv2d: bias = 1: expected true or false");
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 1, bias = \"true\")"),
            "column 29: conv2d: bias = \"true\": expected true or false");
}

TEST(BindInt, RefusesFloatsAlsoIntegralOnes) {
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 64.0)"),
            "column 19: conv2d: channels = 64.0: expected an integer");
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = none)"),
            "column 19: conv2d: channels = none: expected an integer");
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = widht)"),
            "column 19: conv2d: channels = widht: expected an integer");
}

TEST(BindInt, AMisspelledParameterIsExplained) {
  const Scope scope = {{"width", int64_t{8}}};
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = widht)", scope),
            "column 19: conv2d: channels = widht: expected an integer; did you "
            "mean 'width'?");
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = many)", scope),
            "column 19: conv2d: channels = many: expected an integer");
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = \"widht\")", scope),
            "column 19: conv2d: channels = widht: expected an integer");
}

TEST(BindInt, Range) {
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 0)"),
            "column 19: conv2d: channels = 0 is out of range; expected >= 1");
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 1, groups = 9)"),
            "column 31: conv2d: groups = 9 is out of range; expected >= 1 and "
            "<= 8");
  EXPECT_THAT(Bound(Conv(), "conv2d(channels = 1, groups = 8)"),
              HasSubstr("groups = 8"));
}

TEST(BindInt, RangeIsExactNearTheLimits) {
  Schema schema("layer", "f", "");
  schema.Int("n", 0, 0, 9007199254740992.0, "");
  EXPECT_EQ(Bound(schema, "f(n = 9007199254740992)"), "n = 9007199254740992");
  EXPECT_THAT(Bound(schema, "f(n = 9007199254740993)"),
              HasSubstr("n = 9007199254740993 is out of range"));
}

TEST(BindFloat, ConvertsIntegers) {
  EXPECT_EQ(Lif("tau", "3"), "3.0");
  EXPECT_EQ(Lif("tau", "2.5"), "2.5");
}

TEST(BindFloat, Range) {
  EXPECT_EQ(Bound(Lif(), "lif(tau = 0.5)"),
            "column 11: lif: tau = 0.5 steps is out of range; expected > 1");
  EXPECT_EQ(Bound(Lif(), "lif(tau = 1)"),
            "column 11: lif: tau = 1 steps is out of range; expected > 1");
  EXPECT_EQ(Lif("decay", "1.5"),
            "column 11: lif: decay = 1.5 is out of range; expected >= 0 and <= "
            "1");
  EXPECT_EQ(Lif("decay", "0"), "0.0");
  EXPECT_EQ(Lif("decay", "1"), "1.0");
}

TEST(BindFloat, WrongType) {
  EXPECT_EQ(Lif("tau", "fast"), "column 9: lif: tau = fast: expected a number");
  EXPECT_EQ(Lif("tau", "true"), "column 9: lif: tau = true: expected a number");
}

TEST(BindNone, OnlyWhereAllowed) {
  EXPECT_EQ(Lif("v_reset", "none"), "none");
  EXPECT_EQ(Lif("tau", "none"), "column 9: lif: tau = none: expected a number");
  EXPECT_EQ(Lif("v_reset", "low"),
            "column 13: lif: v_reset = low: expected a number, or none");
}

TEST(BindSymbol, Choices) {
  EXPECT_EQ(Lif("reset", "soft"), "soft");
  EXPECT_EQ(Lif("reset", "r", {{"r", std::string("soft")}}), "soft");
  EXPECT_EQ(Lif("reset", "sotf"),
            "column 11: lif: reset = sotf is no choice; did you mean 'soft'?");
  EXPECT_EQ(Lif("reset", "Soft"),
            "column 11: lif: reset = Soft is no choice; did you mean 'soft'?");
  EXPECT_EQ(Lif("reset", "never"),
            "column 11: lif: reset = never is no choice; expected one of hard, "
            "soft");
  EXPECT_EQ(Lif("reset", "3"),
            "column 11: lif: reset = 3: expected one of hard, soft");
}

TEST(BindText, TakesAnyString) {
  EXPECT_EQ(Lif("label", "\"a b\""), "\"a b\"");
  EXPECT_EQ(Lif("label", "a"), "a");
  EXPECT_EQ(Lif("label", "3"),
            "column 11: lif: label = 3: expected a text in quotes");
}

TEST(BindInts, OneIntegerStandsForAllWhereTheLengthIsFixed) {
  EXPECT_THAT(Bound(Conv(), "conv2d(channels = 1, kernel = 5)"),
              HasSubstr("kernel = [5, 5]"));
  EXPECT_THAT(Bound(Conv(), "conv2d(channels = 1, kernel = [5, 7])"),
              HasSubstr("kernel = [5, 7]"));
  EXPECT_EQ(Lif("taps", "[4]"), "[4]");
  EXPECT_EQ(Lif("taps", "[4, 5, 6]"), "[4, 5, 6]");
  EXPECT_EQ(Lif("taps", "4"),
            "column 10: lif: taps = 4: expected a list of integers");
}

TEST(BindInts, LengthAndRange) {
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 1, kernel = [3, 3, 3])"),
            "column 31: conv2d: kernel = [3, 3, 3]: expected a list of 2 "
            "integers, or one for all");
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 1, kernel = [3, 0])"),
            "column 31: conv2d: kernel = [3, 0] is out of range; expected >= "
            "1");
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 1, kernel = 3.0)"),
            "column 31: conv2d: kernel = 3.0: expected a list of 2 integers, "
            "or one for all");
}

TEST(BindInts, RefusesFloats) {
  EXPECT_EQ(Bound(Conv(), "conv2d(channels = 1, kernel = [3, 0.5])"),
            "column 31: conv2d: kernel = [3.0, 0.5]: expected a list of 2 "
            "integers, or one for all");
}

Schema Whiten() {
  AttrDef mean = Def("mean", AttrType::kFloats, AttrValue(int64_t{0}));
  AttrDef scale = Def("scale", AttrType::kFloats, AttrValue(0.5));
  scale.length = 2;
  scale.min = 0;
  scale.min_exclusive = true;
  scale.max = 1;
  Schema schema("transform", "whiten", "whitens");
  schema.Attr(mean).Attr(scale);
  return schema;
}

TEST(BindFloats, OneNumberIsAListOfOneOrStandsForAll) {
  EXPECT_EQ(Bound(Whiten(), "whiten"), "mean = [0.0], scale = [0.5, 0.5]");
  EXPECT_EQ(Bound(Whiten(), "whiten(mean = [1, 2, 0.5], scale = 1)"),
            "mean = [1.0, 2.0, 0.5], scale = [1.0, 1.0]");
  EXPECT_EQ(Bound(Whiten(), "whiten(mean = m, scale = [0.25, 1])",
                  {{"m", AttrValue(std::vector<int64_t>{3, 4})}}),
            "mean = [3.0, 4.0], scale = [0.25, 1.0]");
  EXPECT_EQ(Bound(Whiten(), "whiten(mean = [])"),
            "mean = [], scale = [0.5, 0.5]");
}

TEST(BindFloats, LengthRangeAndType) {
  EXPECT_EQ(Bound(Whiten(), "whiten(scale = [0.5, 1, 1])"),
            "column 16: whiten: scale = [0.5, 1.0, 1.0]: expected a list of 2 "
            "numbers, or one for all");
  EXPECT_EQ(Bound(Whiten(), "whiten(scale = [0.5, 1.5])"),
            "column 16: whiten: scale = [0.5, 1.5] is out of range; expected > "
            "0 and <= 1");
  EXPECT_EQ(Bound(Whiten(), "whiten(mean = none)"),
            "column 15: whiten: mean = none: expected a number or a list of "
            "numbers");
  const std::vector<double> infinite = {1, kInfinity};
  EXPECT_EQ(Bound(Whiten(), "whiten(mean = m)", {{"m", AttrValue(infinite)}}),
            "column 15: whiten: mean = [1.0, inf] is not finite");
}

TEST(BindCall, IsKeptAsCanonicalText) {
  EXPECT_EQ(Lif("surrogate", "atan"), "atan");
  EXPECT_EQ(Lif("surrogate", "atan()"), "atan");
  EXPECT_EQ(Lif("surrogate", "atan(alpha=a)", {{"a", int64_t{2}}}),
            "atan(alpha = 2)");
  EXPECT_EQ(Lif("surrogate", "s", {{"s", std::string("atan( alpha=4 )")}}),
            "atan(alpha = 4)");
}

TEST(BindCall, RefusesWhatIsNoCall) {
  EXPECT_EQ(Lif("surrogate", "2"),
            "column 15: lif: surrogate = 2: expected a name with or without "
            "attributes, such as atan(alpha = 2)");
  EXPECT_EQ(Lif("surrogate", "\"at an\""),
            "column 15: lif: surrogate = \"at an\": expected a name with or "
            "without attributes, such as atan(alpha = 2); in it, column 4: "
            "expected an operator or the end, found 'an'");
  EXPECT_EQ(Lif("surrogate", "\"atan(alpha = 1 / 0)\""),
            "column 15: lif: surrogate = \"atan(alpha = 1 / 0)\": in it, "
            "column 16: 1 / 0 divides by zero");
}

TEST(BindAttrs, ChecksAndFillsWithoutColumns) {
  const auto bound = Conv().Bind(
      Attrs().Set("kernel", int64_t{1}).Set("channels", int64_t{4}));
  ASSERT_TRUE(bound.ok()) << bound.status();
  EXPECT_EQ(bound->ToText(),
            "channels = 4, kernel = [1, 1], bias = true, groups = 1");
  EXPECT_EQ(Conv().Bind(Attrs().Set("channel", int64_t{4})).status().message(),
            "conv2d: 'channel' is no attribute; did you mean 'channels'?");
  EXPECT_EQ(Conv().Bind(Attrs().Set("channels", 4.0)).status().message(),
            "conv2d: channels = 4.0: expected an integer");
  EXPECT_EQ(Conv().Bind(Attrs()).status().message(),
            "conv2d: 'channels' is missing; expected an integer");
}

TEST(BindAttrs, RefusesWhatNoFileCanSay) {
  EXPECT_EQ(Lif().Bind(Attrs().Set("v_reset", kInfinity)).status().message(),
            "lif: v_reset = inf is not finite");
  EXPECT_EQ(Lif().Bind(Attrs().Set("v_reset", std::nan(""))).status().message(),
            "lif: v_reset = nan is not finite");
}

TEST(BindAttrs, WhatIsBoundBindsToItself) {
  const auto bound = Lif().Bind(*Call::Parse("lif(tau = 3, taps = [1])"), {});
  ASSERT_TRUE(bound.ok()) << bound.status();
  const auto again = Lif().Bind(*bound);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(*again == *bound);
  EXPECT_EQ(Bound(Lif(), absl::StrCat("lif(", bound->ToText(), ")")),
            bound->ToText());
}

TEST(Schema, DescribesItself) {
  const Schema schema = Conv();
  EXPECT_EQ(schema.kind(), "layer");
  EXPECT_EQ(schema.name(), "conv2d");
  EXPECT_EQ(schema.doc(), "a convolution");
  ASSERT_EQ(schema.attrs().size(), 4u);
  ASSERT_NE(schema.Find("kernel"), nullptr);
  EXPECT_EQ(ToText(*schema.Find("kernel")->fallback), "[3, 3]");
  EXPECT_EQ(schema.Find("kernal"), nullptr);
}

TEST(SchemaDeathTest, AWrongSchemaIsABug) {
  Schema schema("layer", "f", "");
  EXPECT_DEATH(schema.Int("n", 0, 1, 8, ""),
               "f: fallback: n = 0 is out of range; expected >= 1 and <= 8");
  EXPECT_DEATH(schema.Bool("a", true, "").Bool("a", true, ""),
               "f.a is defined twice");
  EXPECT_DEATH(schema.Bool("a b", true, ""), "f.a b is no name");
  EXPECT_DEATH(schema.Symbol("s", "x", {}, ""), "has choices");
  EXPECT_DEATH(schema.Symbol("s", "x", {"x", "none"}, ""), "choice none");
}

}  // namespace
}  // namespace synfire
