// Kernels that go step by step against the same for all steps.
#include "ops/backend/operands/by_step.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>

#include "ops/all_ops.h"
#include "ops/backend/operands/converted.h"
#include "tests/ops/case_graph.h"
#include "tests/ops/compare.h"
#include "tests/ops/packed_bytes.h"
#include "tests/ops/run_guarded.h"

namespace synfire {
namespace {

constexpr int64_t kMuch = std::numeric_limits<int64_t>::max();

KernelOrRefusal MakeReference(const KernelProblem& problem) {
  return MakeFunctionKernel(problem, problem.op->reference());
}

// The steps of the problem that a kernel is made for; what it computes is the
// reference's.
struct Made {
  std::unique_ptr<Kernel> kernel;
  int64_t steps = 0;
};

Made Make(const KernelProblem& problem, int64_t operand_bytes) {
  Made made;
  made.kernel = *MakeByStep(
      problem, operand_bytes, portable::kLoops, [&](const KernelProblem& part) {
        made.steps = part.steps;
        return MakeOnConverted(part, portable::kLoops, ReadAs::kFloats,
                               ReadAs::kItself, MakeReference);
      });
  return made;
}

// `op_case`, its input 0 in `form`, step by step.
void ExpectSame(const OpCase& op_case, Form form, double tolerance) {
  SCOPED_TRACE(op_case.op);
  const auto built = BuildCase(AllOps().ops, op_case, DType::kF32, /*seed=*/1);
  ASSERT_TRUE(built.ok()) << built.status();
  const auto values = Evaluate(built->graph, built->given);
  ASSERT_TRUE(values.ok()) << values.status();
  const Node& node = built->graph.node(built->node);
  KernelProblem problem = ProblemOf(built->graph, node);
  std::vector<const Bytes*> inputs = InputsOf(node, *values);
  problem.inputs[0]->form = form;
  const Bytes packed =
      form == Form::kPlain ? *inputs[0] : Pack(*inputs[0], form);
  inputs[0] = &packed;
  const Made made = Make(problem, kMuch);
  EXPECT_EQ(made.steps, 1);
  const auto outputs = RunGuarded(problem, *made.kernel, inputs);
  ASSERT_TRUE(outputs.ok()) << outputs.status();
  EXPECT_EQ(Difference(DType::kF32, (*outputs)[0], (*values)[node.outputs[0]],
                       tolerance),
            "");
}

OpCase Steps(OpCase c) {
  c.steps = 3;
  return c;
}

const OpCase kForward = Steps(
    {"conv2d",
     "forward",
     "pad = 1",
     {{"f32 t[2,5,4,8]", Fill::Spikes(0.4)}, {"f32[3,8,3,3]"}, {"f32[3]"}}});
const OpCase kWeight =
    Steps({"conv2d_grad_weight",
           "weight",
           "kernel = 3, pad = 1",
           {{"f32 t[2,5,4,8]", Fill::Spikes(0.4)}, {"f32 t[2,5,4,3]"}}});

TEST(ByStep, EqualsAllStepsAtOnce) {
  for (Form form : {Form::kPlain, Form::kBytes, Form::kBits}) {
    SCOPED_TRACE(Name(form));
    ExpectSame(kForward, form, /*tolerance=*/0);
    ExpectSame(kWeight, form, /*tolerance=*/1e-6);
  }
  ExpectSame(Steps({"conv2d_grad_input",
                    "input",
                    "size = [5, 4], pad = 1",
                    {{"f32 t[2,5,4,3]"}, {"f32[3,8,3,3]"}}}),
             Form::kPlain, 0);
  ExpectSame(Steps({"linear", "forward", "", {{"f32 t[4,9]"}, {"f32[5,9]"}}}),
             Form::kPlain, 0);
  ExpectSame(
      Steps({"linear_grad_weight", "", "", {{"f32 t[4,9]"}, {"f32 t[4,5]"}}}),
      Form::kPlain, 1e-6);
}

TEST(ByStep, TakesAllStepsWhereThatIsNotMuch) {
  const auto built = BuildCase(AllOps().ops, kForward, DType::kF32, 1);
  ASSERT_TRUE(built.ok()) << built.status();
  const KernelProblem problem =
      ProblemOf(built->graph, built->graph.node(built->node));
  EXPECT_EQ(Make(problem, kMostOperandBytes).steps, 3);
  EXPECT_EQ(Make(problem, kMostOperandBytes + 1).steps, 1);
}

TEST(ByStep, LeavesAStillImageWhole) {
  OpCase still = kForward;
  still.inputs[0].type = "f32[2,5,4,8]";
  const auto built = BuildCase(AllOps().ops, still, DType::kF32, 1);
  ASSERT_TRUE(built.ok()) << built.status();
  EXPECT_EQ(Make(ProblemOf(built->graph, built->graph.node(built->node)), kMuch)
                .steps,
            3);
}

TEST(ByStep, PassesARefusalOn) {
  const auto built = BuildCase(AllOps().ops, kForward, DType::kF32, 1);
  ASSERT_TRUE(built.ok()) << built.status();
  EXPECT_EQ(MakeByStep(ProblemOf(built->graph, built->graph.node(built->node)),
                       kMuch, portable::kLoops,
                       [](const KernelProblem&) -> KernelOrRefusal {
                         return Refuse("it is Monday");
                       })
                .status()
                .message(),
            "it is Monday");
}

TEST(ByStep, RoundsAResult) {
  OpCase rounded = kForward;
  rounded.attrs += ", operands = bf16, result = bf16";
  const auto built = BuildCase(AllOps().ops, rounded, DType::kF32, /*seed=*/1);
  ASSERT_TRUE(built.ok()) << built.status();
  const auto values = Evaluate(built->graph, built->given);
  ASSERT_TRUE(values.ok()) << values.status();
  const Node& node = built->graph.node(built->node);
  KernelProblem problem = ProblemOf(built->graph, node);
  for (Form form : {Form::kPlain, Form::kBf16}) {
    SCOPED_TRACE(Name(form));
    problem.outputs[0].form = form;
    const auto kernel = MakeByStep(
        problem, kMuch, portable::kLoops, [](const KernelProblem& part) {
          return MakeOnConverted(part, portable::kLoops, ReadAs::kRoundedFloats,
                                 ReadAs::kRoundedFloats, MakeReference);
        });
    ASSERT_TRUE(kernel.ok()) << kernel.status();
    const auto outputs = RunGuarded(problem, **kernel, InputsOf(node, *values));
    ASSERT_TRUE(outputs.ok()) << outputs.status();
    EXPECT_EQ(Unpack((*outputs)[0], problem.OutputElements(0), form),
              (*values)[node.outputs[0]]);
  }
}

// What is converted counts, and only where it differs from step to step.
TEST(ConvertedBytes, AreThoseOfTemporalOperands) {
  const auto bytes = [](const OpCase& op_case, ReadAs first, ReadAs second) {
    const auto built = BuildCase(AllOps().ops, op_case, DType::kF32, 1);
    return ConvertedBytes(
        ProblemOf(built->graph, built->graph.node(built->node)), first, second);
  };
  constexpr int64_t kX = 3 * 2 * 5 * 4 * 8, kDy = 3 * 2 * 5 * 4 * 3;
  EXPECT_EQ(bytes(kForward, ReadAs::kBf16, ReadAs::kBf16), 2 * kX);
  EXPECT_EQ(bytes(kForward, ReadAs::kFloats, ReadAs::kItself), 0);
  EXPECT_EQ(bytes(kWeight, ReadAs::kRoundedFloats, ReadAs::kBf16),
            4 * kX + 2 * kDy);
  EXPECT_EQ(bytes(kWeight, ReadAs::kItself, ReadAs::kBf16), 2 * kDy);
}

// A result in bf16 is made in f32 first, but by a kernel that writes it so.
TEST(ConvertedBytes, AreThoseOfAResultToo) {
  OpCase rounded = kForward;
  rounded.attrs += ", operands = bf16, result = bf16";
  const auto built = BuildCase(AllOps().ops, rounded, DType::kF32, 1);
  ASSERT_TRUE(built.ok()) << built.status();
  KernelProblem problem =
      ProblemOf(built->graph, built->graph.node(built->node));
  const auto bytes = [&](bool writes_bf16) {
    return ConvertedBytes(problem, ReadAs::kItself, ReadAs::kItself,
                          writes_bf16);
  };
  EXPECT_EQ(bytes(false), 0);  // in place
  problem.outputs[0].form = Form::kBf16;
  EXPECT_EQ(bytes(false), 23 * 64);  // 3 * 2 * 5 * 4 * 3 floats, in whole lines
  EXPECT_EQ(bytes(true), 0);
}

}  // namespace
}  // namespace synfire
