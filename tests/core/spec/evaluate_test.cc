// What expressions of the call notation are worth.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "core/spec/call.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;

const Scope& Parameters() {
  static const Scope* const scope = new Scope{
      {"width", int64_t{64}},
      {"index", int64_t{0}},
      {"rate", 0.25},
      {"last", true},
      {"shortcut", None{}},
      {"kernel", std::vector<int64_t>{3, 3}},
      {"mode", std::string("ADD")},
      {"grad", std::string("atan(alpha = 2)")},
      {"file", std::string("a b")},
  };
  return *scope;
}

// The value as text, or the error.
std::string Value(absl::string_view text, const Scope& scope = Parameters()) {
  const auto expression = Expression::Parse(text);
  if (!expression.ok()) return std::string(expression.status().message());
  const auto value = expression->Evaluate(scope);
  return value.ok() ? ToText(*value) : std::string(value.status().message());
}

TEST(Evaluate, Literals) {
  EXPECT_EQ(Value("3"), "3");
  EXPECT_EQ(Value("-3"), "-3");
  EXPECT_EQ(Value("0.5"), "0.5");
  EXPECT_EQ(Value("1e-3"), "0.001");
  EXPECT_EQ(Value("2E3"), "2000.0");
  EXPECT_EQ(Value("true"), "true");
  EXPECT_EQ(Value("false"), "false");
  EXPECT_EQ(Value("none"), "none");
  EXPECT_EQ(Value("\"a b\""), "\"a b\"");
  EXPECT_EQ(Value("'a \"b\"'"), "\"a \\\"b\\\"\"");
  EXPECT_EQ(Value("[]"), "[]");
  EXPECT_EQ(Value("[3, -1]"), "[3, -1]");
}

TEST(Evaluate, TheExtremesOfIntegers) {
  EXPECT_EQ(Value("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(Value("-9223372036854775808"), "-9223372036854775808");
}

TEST(Evaluate, Escapes) {
  const auto text = Expression::Parse(R"("\"\'\\\n\t")")->Evaluate({});
  ASSERT_TRUE(text.ok()) << text.status();
  EXPECT_EQ(std::get<std::string>(*text), "\"'\\\n\t");
}

TEST(Evaluate, Precedence) {
  EXPECT_EQ(Value("1 + 2 * 3"), "7");
  EXPECT_EQ(Value("(1 + 2) * 3"), "9");
  EXPECT_EQ(Value("1 + 2 < 4"), "true");
  EXPECT_EQ(Value("1 < 2 == true"), "true");
  EXPECT_EQ(Value("1 == 1 && 2 == 3"), "false");
  EXPECT_EQ(Value("true || true && false"), "true");
  EXPECT_EQ(Value("false && true || true"), "true");
  EXPECT_EQ(Value("1 == 2 || true ? 5 : 6"), "5");
  EXPECT_EQ(Value("-2 * 3"), "-6");
  EXPECT_EQ(Value("2 - -2"), "4");
  EXPECT_EQ(Value("-width + 1"), "-63");
  EXPECT_EQ(Value("!true || true"), "true");
  EXPECT_EQ(Value("!!last"), "true");
}

TEST(Evaluate, EqualLevelsGoLeftToRight) {
  EXPECT_EQ(Value("10 - 3 - 2"), "5");
  EXPECT_EQ(Value("64 / 4 / 2"), "8");
  EXPECT_EQ(Value("64 / 4 * 2"), "32");
  EXPECT_EQ(Value("7 % 4 * 2"), "6");
}

TEST(Evaluate, ConditionalsNestToTheRight) {
  EXPECT_EQ(Value("false ? 1 : false ? 2 : 3"), "3");
  EXPECT_EQ(Value("true ? false ? 1 : 2 : 3"), "2");
}

TEST(Evaluate, IntegersStayIntegers) {
  EXPECT_EQ(Value("8 / 2"), "4");
  EXPECT_EQ(Value("-8 / 2"), "-4");
  EXPECT_EQ(Value("1 + 7 / 2"),
            "column 7: 7 / 2 is no integer; write 7.0 / 2 for a float");
  EXPECT_EQ(Value("7 % 3"), "1");
  EXPECT_EQ(Value("-7 % 3"), "-1");
  EXPECT_EQ(Value("7 % -3"), "1");
}

TEST(Evaluate, AnIntegerBesideAFloatBecomesOne) {
  EXPECT_EQ(Value("7.0 / 2"), "3.5");
  EXPECT_EQ(Value("7 / 2.0"), "3.5");
  EXPECT_EQ(Value("1 + 0.5"), "1.5");
  EXPECT_EQ(Value("2 * 0.5"), "1.0");
  EXPECT_EQ(Value("1 - 0.25 * width"), "-15.0");
  EXPECT_EQ(Value("-rate"), "-0.25");
}

TEST(Evaluate, Overflow) {
  const std::string max = "9223372036854775807", min = "-9223372036854775808";
  EXPECT_EQ(Value(max + " + 1"),
            "column 21: " + max + " + 1 does not fit into 64 bits");
  EXPECT_EQ(Value(min + " - 1"),
            "column 22: " + min + " - 1 does not fit into 64 bits");
  EXPECT_EQ(Value(max + " * 2"),
            "column 21: " + max + " * 2 does not fit into 64 bits");
  EXPECT_EQ(Value(min + " / -1"),
            "column 22: 0 - " + min + " does not fit into 64 bits");
  EXPECT_EQ(Value("-(" + min + ")"),
            "column 1: 0 - " + min + " does not fit into 64 bits");
  EXPECT_EQ(Value(min + " % -1"), "0");
  EXPECT_EQ(Value("1e308 * 10"),
            "column 7: 1e+308 * 10 does not fit into a double");
  EXPECT_EQ(Value("-1e308 - 1e308"),
            "column 8: -1e+308 - 1e+308 does not fit into a double");
}

TEST(Evaluate, DivisionByZero) {
  EXPECT_EQ(Value("1 / 0"), "column 3: 1 / 0 divides by zero");
  EXPECT_EQ(Value("1 % 0"), "column 3: 1 % 0 divides by zero");
  EXPECT_EQ(Value("1.0 / 0"), "column 5: 1.0 / 0 divides by zero");
  EXPECT_EQ(Value("0 / 0.0"), "column 3: 0 / 0.0 divides by zero");
  EXPECT_EQ(Value("1 / -0.0"), "column 3: 1 / -0.0 divides by zero");
}

TEST(Evaluate, RemainderNeedsIntegers) {
  EXPECT_EQ(Value("7.5 % 2"),
            "column 5: 7.5 % 2 is undefined; % needs integers");
}

TEST(Evaluate, Comparison) {
  EXPECT_EQ(Value("1 < 1"), "false");
  EXPECT_EQ(Value("1 <= 1"), "true");
  EXPECT_EQ(Value("2 > 1.5"), "true");
  EXPECT_EQ(Value("1 >= 1.5"), "false");
  EXPECT_EQ(Value("1 == 1.0"), "true");
  EXPECT_EQ(Value("1 != 1.0"), "false");
  EXPECT_EQ(Value("mode == ADD"), "true");
  EXPECT_EQ(Value("mode != AND"), "true");
  EXPECT_EQ(Value("kernel == [3, 3]"), "true");
  EXPECT_EQ(Value("kernel == [3]"), "false");
  EXPECT_EQ(Value("last == false"), "false");
}

TEST(Evaluate, ComparesIntegersWithFloatsExactly) {
  EXPECT_EQ(Value("9007199254740993 == 9007199254740992.0"), "false");
  EXPECT_EQ(Value("9007199254740993 > 9007199254740992.0"), "true");
  EXPECT_EQ(Value("9223372036854775807 < 9223372036854775808.0"), "true");
}

TEST(Evaluate, NoneComparesWithAnything) {
  EXPECT_EQ(Value("shortcut == none"), "true");
  EXPECT_EQ(Value("width == none"), "false");
  EXPECT_EQ(Value("none != mode"), "true");
}

TEST(Evaluate, DifferentTypesDoNotCompare) {
  EXPECT_EQ(Value("width == ADD"),
            "column 7: 64 and ADD are of different types and cannot be "
            "compared");
  EXPECT_EQ(Value("true != 1"),
            "column 6: true and 1 are of different types and cannot be "
            "compared");
}

TEST(Evaluate, OnlyWhatItNeeds) {
  EXPECT_EQ(Value("index == 0 ? 2 : 8 / index"), "2");
  EXPECT_EQ(Value("false && 1 / 0 == 1"), "false");
  EXPECT_EQ(Value("true || 1 / 0 == 1"), "true");
  EXPECT_EQ(Value("true && true && false"), "false");
  EXPECT_EQ(Value("false || false || true"), "true");
  EXPECT_EQ(Value("true && 1 / 0 == 1"), "column 11: 1 / 0 divides by zero");
}

TEST(Evaluate, OperandsOfTheWrongType) {
  EXPECT_EQ(Value("1 + true"), "column 5: '+' needs a number, not true");
  EXPECT_EQ(Value("none + 1"), "column 1: '+' needs a number, not none");
  EXPECT_EQ(Value("\"a\" < \"b\""), "column 1: '<' needs a number, not a");
  EXPECT_EQ(Value("1 < 2 < 3"), "column 1: '<' needs a number, not true");
  EXPECT_EQ(Value("-last"), "column 2: '-' needs a number, not true");
  EXPECT_EQ(Value("!1"), "column 2: '!' needs true or false, not 1");
  EXPECT_EQ(Value("1 && true"), "column 1: '&&' needs true or false, not 1");
  EXPECT_EQ(Value("false || 0"), "column 10: '||' needs true or false, not 0");
  EXPECT_EQ(Value("1 ? 2 : 3"), "column 1: '?' needs true or false, not 1");
  EXPECT_EQ(Value("kernel + 1"), "column 1: '+' needs a number, not [3, 3]");
  EXPECT_EQ(Value("f(a = 1) * 2"),
            "column 1: '*' needs a number, not f(a = 1)");
}

TEST(Evaluate, NamesAreParametersElseSymbols) {
  EXPECT_EQ(Value("4 * width"), "256");
  EXPECT_EQ(Value("width", {}), "width");
  EXPECT_EQ(Value("AND"), "AND");
  EXPECT_EQ(Value("mode"), "ADD");
  EXPECT_EQ(Value("shortcut"), "none");
  EXPECT_EQ(Value("kernel"), "[3, 3]");
}

TEST(Evaluate, AMisspelledParameterInArithmeticIsExplained) {
  EXPECT_EQ(Value("4 * widht"),
            "column 5: '*' needs a number, not widht; did you mean 'width'?");
  EXPECT_EQ(Value("4 * x", {{"n", int64_t{1}}, {"width", int64_t{1}}}),
            "column 5: '*' needs a number, not x; expected one of n, width");
  EXPECT_EQ(Value("4 * widht", {}), "column 5: '*' needs a number, not widht");
}

TEST(Evaluate, ListsHoldIntegers) {
  EXPECT_EQ(Value("[width / 2, index + 1]"), "[32, 1]");
  EXPECT_EQ(Value("[1, 0.5]"), "[1.0, 0.5]");
  EXPECT_EQ(Value("[true]"), "column 2: '[]' needs a number, not true");
  EXPECT_EQ(Value("[[1]]"), "column 2: '[]' needs a number, not [1]");
  EXPECT_EQ(Value("[widht]"),
            "column 2: '[]' needs a number, not widht; did you mean "
            "'width'?");
}

TEST(Evaluate, NestedCallsBecomeCanonicalText) {
  EXPECT_EQ(Value("atan(alpha=2)"), "atan(alpha = 2)");
  EXPECT_EQ(Value("atan()"), "atan");
  EXPECT_EQ(Value("atan ( alpha = 2.50 , b=1+1 )"), "atan(alpha = 2.5, b = 2)");
  EXPECT_EQ(Value("f(a = width / 2, b = g(c = index), d = mode)"),
            "f(a = 32, b = g(c = 0), d = ADD)");
  EXPECT_EQ(Value("f(a = kernel, b = none, c = !last, d = file)"),
            "f(a = [3, 3], b = none, c = false, d = \"a b\")");
  EXPECT_EQ(Value("f(a = last ? g(b = 1) : h)"), "f(a = g(b = 1))");
}

TEST(Evaluate, ATextThatLooksLikeAKeywordKeepsItsQuotes) {
  EXPECT_EQ(Value("f(a = \"none\", b = \"3\", c = \"x\")"),
            "f(a = \"none\", b = \"3\", c = x)");
}

TEST(Evaluate, AParameterMayHoldACall) {
  EXPECT_EQ(Value("grad"), "atan(alpha = 2)");
  EXPECT_EQ(Value("lif(surrogate = grad)"), "lif(surrogate = atan(alpha = 2))");
}

TEST(Evaluate, BracketsAlwaysMakeACall) {
  EXPECT_EQ(Value("width(a = 1)"), "width(a = 1)");
  EXPECT_EQ(Value("mode()"), "mode");
}

TEST(Evaluate, AnErrorInsideANestedCallHasItsOwnColumn) {
  EXPECT_EQ(Value("f(a = g(b = 1 / 0))"), "column 15: 1 / 0 divides by zero");
}

TEST(Evaluate, TextCannotGrowWithoutBound) {
  Scope scope;
  std::string value = "x";
  std::string error;
  for (int level = 0; level < 40 && error.empty(); ++level) {
    scope["p"] = value;
    const auto next = Expression::Parse("f(a = p, b = p)")->Evaluate(scope);
    if (next.ok()) {
      value = std::get<std::string>(*next);
    } else {
      error = std::string(next.status().message());
    }
  }
  EXPECT_EQ(error,
            "column 1: the text of 'f' with its attributes is longer than "
            "65536 bytes");
}

TEST(Evaluate, IsAFunctionOfTheScopeAlone) {
  const auto expression = Expression::Parse("n == 0 ? 2 : 1");
  ASSERT_TRUE(expression.ok());
  EXPECT_EQ(*expression->Evaluate({{"n", int64_t{0}}}), AttrValue(int64_t{2}));
  EXPECT_EQ(*expression->Evaluate({{"n", int64_t{3}}}), AttrValue(int64_t{1}));
  const Expression copy = *expression;
  EXPECT_EQ(*copy.Evaluate({{"n", int64_t{0}}}), AttrValue(int64_t{2}));
}

}  // namespace
}  // namespace synfire
