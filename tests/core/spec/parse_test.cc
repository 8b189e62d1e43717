// What the call notation accepts, and the words and column of what it does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/spec/call.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;

std::string CallError(absl::string_view text) {
  return std::string(Call::Parse(text).status().message());
}

std::string ExpressionError(absl::string_view text) {
  return std::string(Expression::Parse(text).status().message());
}

std::string Repeat(absl::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) absl::StrAppend(&result, text);
  return result;
}

TEST(ParseCall, TakesANameAlone) {
  const auto call = Call::Parse("batch_norm");
  ASSERT_TRUE(call.ok()) << call.status();
  EXPECT_EQ(call->name, "batch_norm");
  EXPECT_TRUE(call->arguments.empty());
}

TEST(ParseCall, TakesEmptyBrackets) {
  const auto call = Call::Parse(" batch_norm ( ) ");
  ASSERT_TRUE(call.ok()) << call.status();
  EXPECT_EQ(call->name, "batch_norm");
  EXPECT_TRUE(call->arguments.empty());
}

TEST(ParseCall, KeepsOrderTextAndColumns) {
  const auto call = Call::Parse("conv2d(stride = 1 + 1,kernel=[3, 3] )");
  ASSERT_TRUE(call.ok()) << call.status();
  ASSERT_EQ(call->arguments.size(), 2u);
  EXPECT_EQ(call->arguments[0].name, "stride");
  EXPECT_EQ(call->arguments[0].column, 8);
  EXPECT_EQ(call->arguments[0].value.text(), "1 + 1");
  EXPECT_EQ(call->arguments[0].value.column(), 17);
  EXPECT_EQ(call->arguments[1].name, "kernel");
  EXPECT_EQ(call->arguments[1].value.text(), "[3, 3]");
  EXPECT_EQ(call->arguments[1].value.column(), 30);
}

TEST(ParseCall, SpacesAndLinesSeparateNothing) {
  EXPECT_TRUE(Call::Parse("lif(\n\ttau = 2,\r\n\tv_reset = none)\n").ok());
}

TEST(ParseCall, ExpressionOutlivesTheText) {
  std::string text = "f(a = b)";
  const auto call = Call::Parse(text);
  text.assign(text.size(), 'x');
  EXPECT_EQ(*call->arguments[0].value.Evaluate({}),
            AttrValue(std::string("b")));
  EXPECT_EQ(call->arguments[0].value.text(), "b");
}

TEST(ParseCall, ErrorsSayWhereAndWhat) {
  EXPECT_EQ(CallError(""), "column 1: expected a name, found the end");
  EXPECT_EQ(CallError("3"), "column 1: expected a name, found '3'");
  EXPECT_EQ(CallError("none"), "column 1: expected a name, found 'none'");
  EXPECT_EQ(CallError("\"f\""), "column 1: expected a name, found '\"f\"'");
  EXPECT_EQ(CallError("f g"),
            "column 3: expected an operator or the end, found 'g'");
  EXPECT_EQ(CallError("f(a = 1) + 1"),
            "column 10: expected an operator or the end, found '+'");
  EXPECT_EQ(CallError("f("),
            "column 3: expected an attribute's name, found the end");
  EXPECT_EQ(CallError("f(3)"),
            "column 3: expected an attribute's name, found '3'");
  EXPECT_EQ(CallError("f(true = 3)"),
            "column 3: expected an attribute's name, found 'true'");
  EXPECT_EQ(CallError("f(a = 1,)"),
            "column 9: expected an attribute's name, found ')'");
  EXPECT_EQ(CallError("f(a)"), "column 4: expected '=' and a value, found ')'");
  EXPECT_EQ(CallError("f(a == 1)"),
            "column 5: expected '=' and a value, found '=='");
  EXPECT_EQ(CallError("f(a = )"), "column 7: expected a value, found ')'");
  EXPECT_EQ(CallError("f(a = 1"),
            "column 8: expected ')' or ',' after an attribute, found the end");
  EXPECT_EQ(CallError("f(a = 1 b = 2)"),
            "column 9: expected ')' or ',' after an attribute, found 'b'");
}

TEST(ParseCall, RefusesAnAttributeGivenTwice) {
  EXPECT_EQ(CallError("conv2d(kernel = 3, kernel = 5)"),
            "column 20: conv2d: 'kernel' is given twice; the first is at "
            "column 8");
  EXPECT_EQ(CallError("f(a = g(b = 1, b = 2))"),
            "column 16: g: 'b' is given twice; the first is at column 9");
}

TEST(ParseExpression, ErrorsSayWhereAndWhat) {
  EXPECT_EQ(ExpressionError(""), "column 1: expected a value, found the end");
  EXPECT_EQ(ExpressionError("1 +"),
            "column 4: expected a value, found the end");
  EXPECT_EQ(ExpressionError("* 2"), "column 1: expected a value, found '*'");
  EXPECT_EQ(ExpressionError("1 2"),
            "column 3: expected an operator or the end, found '2'");
  EXPECT_EQ(ExpressionError("(1"),
            "column 3: expected ')' to close the bracket, found the end");
  EXPECT_EQ(ExpressionError("[1 2]"),
            "column 4: expected ']' or ',' in the list, found '2'");
  EXPECT_EQ(ExpressionError("[1,]"), "column 4: expected a value, found ']'");
  EXPECT_EQ(ExpressionError("a ? 1"),
            "column 6: expected ':' between the two values of '?', found the "
            "end");
  EXPECT_EQ(ExpressionError("a & b"), "column 3: '&' has no meaning here");
  EXPECT_EQ(ExpressionError("a # b"), "column 3: '#' has no meaning here");
  EXPECT_EQ(ExpressionError(absl::string_view("\0", 1)),
            "column 1: '\\x00' has no meaning here");
}

TEST(ParseExpression, RefusesWhatIsNoNumber) {
  for (const char* text : {"3x", "1.", ".5", "1.2.3", "1e", "1e+", "0x10"}) {
    EXPECT_EQ(ExpressionError(text),
              absl::StrCat("column 1: '", text,
                           "' is no number; expected one such as 3, 0.5 or "
                           "1e-3"));
  }
}

TEST(ParseExpression, RefusesNumbersThatDoNotFit) {
  EXPECT_EQ(ExpressionError("9223372036854775808"),
            "column 1: 9223372036854775808 does not fit into 64 bits");
  EXPECT_EQ(ExpressionError("1 - 9223372036854775808"),
            "column 5: 9223372036854775808 does not fit into 64 bits");
  EXPECT_EQ(ExpressionError("-9223372036854775809"),
            "column 2: -9223372036854775809 does not fit into 64 bits");
  EXPECT_EQ(ExpressionError("1e309"),
            "column 1: 1e309 does not fit into a double");
  EXPECT_EQ(ExpressionError("1e-400"),
            "column 1: 1e-400 does not fit into a double");
}

TEST(ParseExpression, RefusesBrokenTexts) {
  EXPECT_EQ(ExpressionError("1 + \"abc"),
            "column 5: the text that begins here has no closing \"");
  EXPECT_EQ(ExpressionError("'abc\\'"),
            "column 1: the text that begins here has no closing '");
  EXPECT_EQ(ExpressionError("\"C:\\data\""),
            "column 1: the text holds a \\ that begins none of \\\" \\' \\\\ "
            "\\n \\t; write \\\\ for the character");
}

TEST(ParseExpression, ColumnsCountCharactersNotBytes) {
  EXPECT_EQ(ExpressionError("\"\xC3\xA9t\xC3\xA9\" $"),
            "column 7: '$' has no meaning here");
}

TEST(ParseExpression, LimitsNesting) {
  const auto nested = [](int depth) {
    return Repeat("(", depth) + "1" + Repeat(")", depth);
  };
  EXPECT_TRUE(Expression::Parse(nested(63)).ok());
  EXPECT_EQ(ExpressionError(nested(64)), "column 65: nested more than 64 deep");
  EXPECT_THAT(ExpressionError(nested(30000)), HasSubstr("nested more than"));
  EXPECT_THAT(ExpressionError(Repeat("!", 60000)), HasSubstr("nested more"));
  EXPECT_THAT(ExpressionError(Repeat("- ", 30000)), HasSubstr("nested more"));
  EXPECT_THAT(ExpressionError(Repeat("[", 60000)), HasSubstr("nested more"));
  EXPECT_THAT(ExpressionError(Repeat("f(a=", 9999)), HasSubstr("nested more"));
  EXPECT_THAT(ExpressionError(Repeat("a?b:", 9999)), HasSubstr("nested more"));
  EXPECT_THAT(ExpressionError(Repeat("a?", 9999)), HasSubstr("nested more"));
}

TEST(ParseExpression, ALongChainIsNotDeep) {
  const auto sum = Expression::Parse(Repeat("1+", 30000) + "1");
  ASSERT_TRUE(sum.ok()) << sum.status();
  EXPECT_EQ(*sum->Evaluate({}), AttrValue(int64_t{30001}));
}

TEST(ParseExpression, LimitsLength) {
  EXPECT_TRUE(Expression::Parse("1" + std::string(65535, ' ')).ok());
  EXPECT_EQ(ExpressionError("1" + std::string(65536, ' ')),
            "column 1: the text has 65537 bytes; at most 65536 are allowed");
}

}  // namespace
}  // namespace synfire
