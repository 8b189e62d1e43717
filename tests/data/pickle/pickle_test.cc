#include "data/pickle/pickle.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace synfire {
namespace {

using Kind = PickleValue::Kind;
using ::testing::HasSubstr;

// A literal may have zeros inside.
template <size_t n>
std::string Text(const char (&literal)[n]) {
  return std::string(literal, n - 1);
}

// Protocol 2 and a stop around `body`.
std::string Whole(const std::string& body) { return "\x80\x02" + body + "."; }

absl::StatusOr<Pickle> Parse(const std::string& bytes) {
  return Pickle::Parse(
      {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()});
}

std::string Complaint(const std::string& bytes) {
  const auto pickle = Parse(bytes);
  return pickle.ok() ? "" : std::string(pickle.status().message());
}

// A value as Python would print it.
std::string Show(const Pickle& pickle, const PickleValue& value) {
  const auto items = [&](const std::vector<PickleRef>& refs) {
    std::string text;
    for (PickleRef ref : refs) text += Show(pickle, pickle.at(ref)) + ",";
    return text;
  };
  switch (value.kind) {
    case Kind::kNone:
      return "None";
    case Kind::kBool:
      return value.integer ? "True" : "False";
    case Kind::kInt:
      return std::to_string(value.integer);
    case Kind::kLong:
      return "long" + std::to_string(value.text.size());
    case Kind::kFloat:
      return std::to_string(value.real);
    case Kind::kString:
      return absl::StrCat("'", value.text, "'");
    case Kind::kBytes:
      return absl::StrCat("b'", value.text, "'");
    case Kind::kTuple:
      return "(" + items(value.items) + ")";
    case Kind::kList:
      return "[" + items(value.items) + "]";
    case Kind::kSet:
    case Kind::kDict:
      return "{" + items(value.items) + "}";
    case Kind::kName:
      return std::string(value.text);
    case Kind::kObject:
      return Show(pickle, pickle.at(value.callee)) +
             Show(pickle, pickle.at(value.arguments)) + "<" +
             items(value.items) + ">";
    case Kind::kPersistent:
      return "@" + Show(pickle, pickle.at(value.arguments));
  }
  return "";
}

std::string Value(const std::string& body) {
  const std::string bytes = Whole(body);
  const auto pickle = Parse(bytes);
  if (!pickle.ok()) return std::string(pickle.status().message());
  EXPECT_EQ(pickle->size(), static_cast<int64_t>(bytes.size()));
  return Show(*pickle, pickle->root());
}

TEST(PickleTest, ReadsNumbersAndTexts) {
  EXPECT_EQ(Value("N"), "None");
  EXPECT_EQ(Value("\x88"), "True");
  EXPECT_EQ(Value("\x89"), "False");
  EXPECT_EQ(Value("K\xFF"), "255");
  EXPECT_EQ(Value("M\x01\x02"), "513");
  EXPECT_EQ(Value("J\xFE\xFF\xFF\xFF"), "-2");
  EXPECT_EQ(Value(Text("\x8A\x00")), "0");
  EXPECT_EQ(Value("\x8A\x01\xFF"), "-1");
  EXPECT_EQ(Value(Text("\x8A\x02\xFF\x00")), "255");
  EXPECT_EQ(Value(Text("\x8B\x02\x00\x00\x00\x00\x80")), "-32768");
  EXPECT_EQ(Value("\x8A\x09"
                  "123456789"),
            "long9");
  EXPECT_EQ(Value(Text("G\x3F\xF8\x00\x00\x00\x00\x00\x00")), "1.500000");
  EXPECT_EQ(Value(Text("X\x02\x00\x00\x00hi")), "'hi'");
  EXPECT_EQ(Value("\x8C\x02hi"), "'hi'");
  EXPECT_EQ(Value(Text("\x8D\x02\x00\x00\x00\x00\x00\x00\x00hi")), "'hi'");
  EXPECT_EQ(Value("U\x02hi"), "'hi'");
  EXPECT_EQ(Value(Text("T\x02\x00\x00\x00hi")), "'hi'");
  EXPECT_EQ(Value("C\x02hi"), "b'hi'");
  EXPECT_EQ(Value(Text("B\x02\x00\x00\x00hi")), "b'hi'");
  EXPECT_EQ(Value(Text("\x8E\x02\x00\x00\x00\x00\x00\x00\x00hi")), "b'hi'");
  EXPECT_EQ(Value(Text("\x96\x02\x00\x00\x00\x00\x00\x00\x00hi")), "b'hi'");
}

TEST(PickleTest, ReadsContainers) {
  EXPECT_EQ(Value(")"), "()");
  EXPECT_EQ(Value("K\1\x85"), "(1,)");
  EXPECT_EQ(Value("K\1K\2\x86"), "(1,2,)");
  EXPECT_EQ(Value("K\1K\2K\3\x87"), "(1,2,3,)");
  EXPECT_EQ(Value("(K\1K\2K\3K\4t"), "(1,2,3,4,)");
  EXPECT_EQ(Value("]K\1a(K\2K\3e"), "[1,2,3,]");
  EXPECT_EQ(Value("}K\1K\2s(K\3K\4u"), "{1,2,3,4,}");
  EXPECT_EQ(Value("\x8F(K\1K\2\x90"), "{1,2,}");
  EXPECT_EQ(Value("(K\1\x91"), "{1,}");
  EXPECT_EQ(Value("K\1(K\2K\3"
                  "1"),
            "1");                  // all to the mark dropped
  EXPECT_EQ(Value("K\1(0"), "1");  // the mark dropped
  EXPECT_EQ(Value("K\1K\2"
                  "0"),
            "1");
  EXPECT_EQ(Value("K\1"
                  "2\x86"),
            "(1,1,)");
}

TEST(PickleTest, ReadsTheMemo) {
  EXPECT_EQ(Value("K\1q\7h\7\x86"), "(1,1,)");
  EXPECT_EQ(Value(Text("K\1r\7\1\0\0j\7\1\0\0\x86")), "(1,1,)");
  EXPECT_EQ(Value(Text("K\1\x94K\2\x94h\0h\1\x86\x87")), "(1,2,(1,2,),)");
}

TEST(PickleTest, ReadsObjectsWithoutMakingThem) {
  EXPECT_EQ(Value("ccollections\nOrderedDict\n)RK\1K\2s"),
            "collections.OrderedDict()<1,2,>");
  EXPECT_EQ(Value("\x8C\x08"
                  "argparse\x8C\x09Namespace\x93)\x81}K\1K\2sb"),
            "argparse.Namespace()<>");
  EXPECT_EQ(Value("cm\nClass\n)}\x92]K\1ab"), "m.Class()<>");
  EXPECT_EQ(Value("cm\nOuter.Inner\nK\1\x85R"), "m.Outer.Inner(1,)<>");
  EXPECT_EQ(Value("K\1\x85Q"), "@(1,)");
  EXPECT_EQ(Value("c__builtin__\nset\n]\x85R"), "__builtin__.set([],)<>");
  EXPECT_EQ(Value("cnumpy.core.multiarray\nscalar\n)R"),
            "numpy.core.multiarray.scalar()<>");
  EXPECT_EQ(Value("ctorch._utils\n_rebuild_new_kind\n)R"),
            "torch._utils._rebuild_new_kind()<>");
}

TEST(PickleTest, ReadsFramesOfLaterProtocols) {
  const std::string bytes =
      Text("\x80\x05\x95\x03\x00\x00\x00\x00\x00\x00\x00K\x07\x94.more");
  const auto pickle = Parse(bytes);
  ASSERT_TRUE(pickle.ok()) << pickle.status();
  EXPECT_EQ(pickle->root().integer, 7);
  EXPECT_EQ(pickle->size(), 15);
}

TEST(PickleTest, LooksUpTheLast) {
  const std::string bytes = Whole("}U\1aK\1sU\1bK\2sU\1aK\3s");
  const auto pickle = Parse(bytes);
  ASSERT_TRUE(pickle.ok());
  EXPECT_EQ(pickle->Lookup(pickle->root(), "a")->integer, 3);
  EXPECT_EQ(pickle->Lookup(pickle->root(), "c"), nullptr);
}

TEST(PickleTest, RefusesWhatReachesTheSystem) {
  const auto refused = [](const std::string& name) {
    return "byte 2: names " + name +
           ", which reaches the system and has no place in a file of weights; "
           "nothing was run";
  };
  EXPECT_EQ(Value("cposix\nsystem\nU\2ls\x85R"), refused("posix.system"));
  EXPECT_EQ(Value("cos\nsystem\n"), refused("os.system"));
  EXPECT_EQ(Value("cos.path\njoin\n"), refused("os.path.join"));
  EXPECT_EQ(Value("csubprocess\nPopen\n"), refused("subprocess.Popen"));
  EXPECT_EQ(Value("cbuiltins\neval\n"), refused("builtins.eval"));
  EXPECT_EQ(Value("c__builtin__\ngetattr\n"), refused("__builtin__.getattr"));
  EXPECT_EQ(Complaint("\x80\x04\x8C\x02os\x8C\x06system\x93."),
            "byte 14: names os.system, which reaches the system and has no "
            "place in a file of weights; nothing was run");
}

TEST(PickleTest, RefusesCallsOfFunctions) {
  EXPECT_EQ(Value("ctorch.hub\nload\n)R"),
            "byte 19: calls torch.hub.load, a function that no file of weights "
            "needs; nothing was run");
  EXPECT_EQ(Value("K\1)R"), "byte 5: calls an int, expected a name");
}

TEST(PickleTest, RefusesDamage) {
  EXPECT_EQ(Complaint(""), "byte 0: the pickle ends after 0 bytes, expected 1");
  EXPECT_EQ(Complaint("(dp0"),
            "byte 0: begins with 0x28, expected 0x80: no pickle of protocol 2 "
            "to 5");
  EXPECT_EQ(Complaint("\x80\x06."), "byte 0: protocol 6, expected 2 to 5");
  EXPECT_EQ(Complaint("\x80\x02N"),
            "byte 3: the pickle ends after 0 bytes, expected 1");
  EXPECT_EQ(Complaint("\x80\x02U\x05"
                      "abc."),
            "byte 4: the pickle ends after 4 bytes, expected 5");
  EXPECT_EQ(Complaint("\x80\x02"
                      "cmodule"),
            "byte 3: the pickle ends in the middle of a name");
  EXPECT_EQ(Value(""),
            "byte 2: the pickle ends with 0 values on its stack, expected 1");
  EXPECT_EQ(Value("NN"),
            "byte 4: the pickle ends with 2 values on its stack, expected 1");
  EXPECT_EQ(Value("N\x80\x02"), "byte 3: protocol 2 is said in the middle");
  EXPECT_EQ(Value("I1\n"),
            "byte 2: opcode 0x49 is none of those that files of weights use");
  EXPECT_EQ(Value("h\x05"),
            "byte 2: takes number 5 of the memo, where nothing was put");
  EXPECT_EQ(Value("0"), "byte 2: needs 1 values on the stack, which has 0");
  EXPECT_EQ(Value("t"), "byte 2: needs a mark on the stack");
  EXPECT_EQ(Value("N(\x85"),  // the mark is not to be passed
            "byte 4: needs 1 values on the stack, which has 0");
  EXPECT_EQ(Value("}(K\1u"), "byte 6: a key comes without a value");
  EXPECT_EQ(Value("NK\1a"), "byte 5: items are added to None");
  EXPECT_EQ(Value("]K\1K\2s"), "byte 7: items are added to a list");
  EXPECT_EQ(Value("K\1K\2\x93"),
            "byte 6: a name is made of an int and an int, expected two "
            "strings");
}

TEST(PickleTest, RefusesBombs) {
  EXPECT_EQ(Value(std::string(1001, '(')),
            "byte 1002: values are nested more than 1000 deep");
  EXPECT_THAT(Value(std::string(2000001, 'N')),
              HasSubstr("has more than 2000000 values"));
  // Lists in lists, a million deep, and a list that holds itself: no harm.
  std::string deep = "]";
  for (int i = 0; i < 1000000; ++i) deep += "]";
  deep += std::string(1000000, 'a');
  EXPECT_EQ(Complaint(Whole(deep)), "");
  EXPECT_EQ(Complaint(Whole(Text("]q\0h\0a"))), "");
}

}  // namespace
}  // namespace synfire
