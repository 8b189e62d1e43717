// How numbers, tables and help look.
#include "gtest/gtest.h"
#include "tools/commands/amounts.h"
#include "tools/commands/help_format.h"
#include "tools/commands/table.h"

namespace synfire {
namespace {

TEST(Amounts, GroupsDigits) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1000), "1,000");
  EXPECT_EQ(Grouped(-123456), "-123,456");
  EXPECT_EQ(Grouped(1234567890), "1,234,567,890");
}

TEST(Amounts, BytesHaveTheirUnit) {
  EXPECT_EQ(BytesText(1023), "1023 B");
  EXPECT_EQ(BytesText(1536), "1.5 KiB");
  EXPECT_EQ(BytesText(int64_t{5} << 40), "5.0 TiB");
}

TEST(Table, AlignsColumns) {
  Table table({Table::Align::kLeft, Table::Align::kRight, Table::Align::kLeft});
  table.Add({"a", "1", "x"});
  table.Add({"long", "1000", ""});
  EXPECT_EQ(table.ToText(),
            "a        1  x\n"
            "long  1000\n");
}

TEST(BreakLines, BreaksAtSpaces) {
  EXPECT_EQ(BreakLines("one two three", 7), "one two\nthree");
  EXPECT_EQ(BreakLines("one\ntwo three", 20), "one\ntwo three");
  EXPECT_EQ(BreakLines("incomprehensible", 3), "incomprehensible");
  EXPECT_EQ(BreakLines("", 3), "");
}

}  // namespace
}  // namespace synfire
