#include "graph/ir/text.h"

#include "tests/graph/graphs.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;

constexpr char kBody[] = R"(
    input image : f32[2,6,6,1]                       # a still image
    parameter c.weight : f32[4,1,3,3] = kaiming_normal(fan = out)
    state mean : f32[4] = constant(value = 0.0)
    c = conv2d(image, c.weight, _) {pad = 1} : f32[2,6,6,4]
    s = if(c) {detach_reset = true}
    p, which = max_pool2d(s) {kernel = 2}
    next = running_average(mean, mean) {momentum = 0.1, factor = 1.0} @average
    update mean = next
    output logits = p)";

TEST(GraphText, PrintsWhatItParses) {
  const std::string text = ToText(GraphOf(kBody));
  absl::StatusOr<Graph> again = GraphFromText(text, &AllOps().ops);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(ToText(*again), text);
}

TEST(GraphText, InfersTypesAndTime) {
  const Graph graph = GraphOf(kBody);
  EXPECT_EQ(graph.type(graph.FindValue("c")).ToString(), "f32[2,6,6,4]");
  EXPECT_EQ(graph.type(graph.FindValue("s")).ToString(), "f32 t[2,6,6,4]");
  EXPECT_EQ(graph.type(graph.FindValue("p")).ToString(), "f32 t[2,3,3,4]");
  EXPECT_EQ(graph.type(graph.FindValue("which")).ToString(), "u8 t[2,3,3,4]");
}

TEST(GraphText, KeepsNamesOfNodes) {
  EXPECT_THAT(ToText(GraphOf(kBody)), HasSubstr(" @average : f32[4]\n"));
}

std::string ErrorOf(const std::string& text) {
  absl::StatusOr<Graph> graph = GraphFromText(text, &AllOps().ops);
  return graph.ok() ? "no error" : std::string(graph.status().message());
}

TEST(GraphText, SaysWhatIsWrong) {
  EXPECT_EQ(ErrorOf("grph {"), "line 1: expected: graph \"name\" steps T {");
  EXPECT_EQ(ErrorOf("graph \"g\" steps 0 {\n}"),
            "line 1: expected: graph \"name\" steps T {, with T >= 1");
  EXPECT_EQ(ErrorOf("graph \"g\" steps 1 {"),
            "line 1: the graph does not end with '}'");
  EXPECT_EQ(ErrorOf("graph \"g\" steps 1 {\n}\nx"),
            "line 3: text after the closing '}'");
  const std::string head = "graph \"g\" steps 1 {\ninput x : f32[2,3]\n";
  EXPECT_EQ(ErrorOf(head + "y = add(z)\n}"), "line 3: 'z' is no value");
  EXPECT_EQ(ErrorOf(head + "y = ad(x)\n}"),
            "line 3: layer 'y': 'ad' is no op; did you mean 'add'?");
  EXPECT_EQ(ErrorOf(head + "y add(x)\n}"),
            "line 3: expected: outputs = op(inputs) {attributes} : types");
  EXPECT_EQ(ErrorOf(head + "y = add(x, x) : f32[3,2]\n}"),
            "line 3: 'y' is f32[2,3], the text says f32[3,2]");
  EXPECT_EQ(ErrorOf(head + "x = add(x, x)\n}"),
            "line 3: 'x' is already the name of a value");
  EXPECT_EQ(ErrorOf(head + "update x = x\n}"), "line 3: 'x' is no variable");
  EXPECT_EQ(ErrorOf(head + "output y = z\n}"), "line 3: 'z' is no value");
  EXPECT_EQ(ErrorOf(head + "input x : f32[1]\n}"),
            "line 3: input 'x' is already the name of a value");
}

TEST(Verify, AcceptsWhatIsRight) { EXPECT_TRUE(Verify(GraphOf(kBody)).ok()); }

TEST(Verify, NamesAnOpenDelay) {
  Graph graph(&AllOps().ops, "g", 2);
  Attrs attrs;
  attrs.Set("steps", int64_t{1}).Set("shape", std::vector<int64_t>{2, 3});
  ASSERT_TRUE(graph.AddNode("delay", "d", {kNone}, attrs).ok());
  EXPECT_EQ(Verify(graph).message(), "delay 'd' is open");
}

TEST(Verify, RefusesAnOrderThatReadsBeforeItWrites) {
  Graph graph = GraphOf("input x : f32[2]\ny = add(x, x)\nz = add(y, x)");
  graph.Reorder({1, 0});
  EXPECT_EQ(Verify(graph).message(), "node 'z' reads 'y', which is made later");
}

}  // namespace
}  // namespace synfire
