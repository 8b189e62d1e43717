#include "graph/passes/pipeline.h"

#include <fstream>

#include "tests/graph/graphs.h"

namespace synfire {
namespace {

constexpr char kNet[] = R"(
    input x : f32[2,3]
    parameter w : f32[4,3] = constant(value = 0.0)
    y = linear(x, w, _)
    output logits = y)";

PassContext Training() {
  PassContext context;
  context.catalog = &AllOps();
  context.objective.loss = *Call::Parse("cross_entropy");
  context.objective.optimizer = *Call::Parse("sgd(lr = 0.1)");
  return context;
}

TEST(Pipeline, MakesATrainingStep) {
  Graph graph = GraphOf(kNet);
  ASSERT_TRUE(RunPipeline(&graph, Training()).ok());
  EXPECT_NE(graph.FindOutput("loss"), kNone);
  EXPECT_NE(graph.FindOutput("correct"), kNone);
  ASSERT_EQ(graph.updates().size(), 1u);
  EXPECT_EQ(graph.value(graph.updates()[0].variable).name, "w");
  EXPECT_NE(graph.FindValue("learning_rate"), kNone);
}

// As they were added, behind all else, instead of as soon as they may.
TEST(Pipeline, LeavesUpdatesTogetherWhereTheyAreOne) {
  constexpr char kTwoLayers[] = R"(
    input x : f32[2,3]
    parameter v : f32[4,3] = constant(value = 0.0)
    parameter w : f32[5,4] = constant(value = 0.0)
    y = linear(x, v, _)
    z = linear(y, w, _)
    output logits = z)";
  PassContext context = Training();
  Graph scheduled = GraphOf(kTwoLayers), together = GraphOf(kTwoLayers);
  ASSERT_TRUE(RunPipeline(&scheduled, context).ok());
  context.updates_together = true;
  ASSERT_TRUE(RunPipeline(&together, context).ok());
  EXPECT_THAT(Outline(together), testing::EndsWith(" v.sgd=sgd w.sgd=sgd"));
  EXPECT_THAT(Outline(scheduled),
              testing::Not(testing::HasSubstr("v.sgd=sgd w.sgd=sgd")));
  EXPECT_THAT(Outline(scheduled), testing::EndsWith("v.sgd=sgd"));
}

TEST(Pipeline, GivesGradientsAsOutputs) {
  Graph graph = GraphOf(kNet);
  PassContext context = Training();
  context.objective.optimizer.reset();
  context.objective.gradients = true;
  ASSERT_TRUE(RunPipeline(&graph, context).ok());
  EXPECT_NE(graph.FindOutput("gradient:w"), kNone);
  EXPECT_TRUE(graph.updates().empty());
}

TEST(Pipeline, GivesGradientsOfNamedValuesAlone) {
  Graph graph = GraphOf(kNet);
  PassContext context = Training();
  context.objective.optimizer.reset();
  context.objective.gradients_of = {"y", "y"};
  ASSERT_TRUE(RunPipeline(&graph, context).ok());
  EXPECT_EQ(graph.FindOutput("gradient:w"), kNone);
  const ValueId gradient = graph.FindOutput("gradient:y");
  ASSERT_NE(gradient, kNone);
  EXPECT_EQ(graph.type(gradient).ToString(), "f32[2,4]");
}

// In the loop the gradient is that of all steps, zero where the loss does not
// depend on one: here, on step 1.
TEST(Pipeline, GivesGradientsOfValuesInALoop) {
  Graph graph = GraphOf(R"(
    input x : f32 t[2,3]
    d = delay(y) {steps = 1, shape = [2, 3], dtype = f32}
    y = add(x, d)
    s = step_of(y) {t = 0}
    output logits = s)");
  PassContext context = Training();
  context.objective.optimizer.reset();
  context.objective.gradients_of = {"x", "y"};
  const absl::Status status = RunPipeline(&graph, context);
  ASSERT_TRUE(status.ok()) << status;
  for (const char* output : {"gradient:x", "gradient:y"}) {
    ASSERT_NE(graph.FindOutput(output), kNone) << output;
    EXPECT_EQ(graph.type(graph.FindOutput(output)).ToString(), "f32 t[2,3]");
  }
}

TEST(Pipeline, ClipsByTheGlobalNorm) {
  Graph graph = GraphOf(kNet);
  PassContext context = Training();
  context.objective.clip_norm = 1.0;
  ASSERT_TRUE(RunPipeline(&graph, context).ok());
  EXPECT_NE(graph.FindOutput("gradient_norm"), kNone);
}

std::string ErrorOf(const std::string& body, const PassContext& context,
                    const PipelineOptions& options = {}) {
  Graph graph = GraphOf(body);
  return std::string(RunPipeline(&graph, context, options).message());
}

TEST(Pipeline, SaysWhatIsWrong) {
  PassContext context = Training();
  context.objective.loss = *Call::Parse("cross_entrpy");
  EXPECT_EQ(ErrorOf(kNet, context),
            "'cross_entrpy' is no loss; did you mean 'cross_entropy'?");
  context = Training();
  context.objective.optimizer = *Call::Parse("sdg(lr = 1)");
  EXPECT_EQ(ErrorOf(kNet, context),
            "'sdg' is no optimizer; did you mean 'sgd'?");
  EXPECT_EQ(ErrorOf(R"(
    input x : f32 t[2,3]
    output logits = x)",
                    Training()),
            "the network's output 'x' is f32 t[2,3], a loss takes static "
            "logits [N,K]; end the network with mean_time and linear or "
            "flatten");
  EXPECT_EQ(ErrorOf(R"(
    input x : f32[2,3]
    y = add(x, x)
    output logits = y)",
                    Training()),
            "the network has no parameter to train");
  EXPECT_EQ(ErrorOf(R"(
    input x : f32[2,3]
    parameter w : f32[4] = constant(value = 0.0)
    y = add(x, x)
    output logits = y)",
                    Training()),
            "the loss does not depend on the parameter 'w'");
  context = Training();
  context.objective.gradients_of = {"z"};
  EXPECT_EQ(ErrorOf(kNet, context),
            "the graph has no value 'z' to take a gradient of");
}

TEST(Pipeline, SwitchesOptionalPassesOff) {
  PipelineOptions options;
  options.disabled = {"schedul"};
  EXPECT_EQ(ErrorOf(kNet, Training(), options),
            "'schedul' is no pass; did you mean 'schedule'?");
  options.disabled = {"gradients"};
  EXPECT_EQ(ErrorOf(kNet, Training(), options),
            "pass 'gradients' cannot be switched off");
  options.disabled = {"schedule", "remove-dead"};
  EXPECT_EQ(ErrorOf(kNet, Training(), options), "");
}

TEST(Pipeline, DumpsTheGraphAfterEachPass) {
  PipelineOptions options;
  options.dump_directory = testing::TempDir();
  EXPECT_EQ(ErrorOf(kNet, Training(), options), "");
  std::ifstream file(testing::TempDir() + "/04-gradients.txt");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_TRUE(GraphFromText(text, &AllOps().ops).ok()) << text;
}

}  // namespace
}  // namespace synfire
