// The harness finds what it is there to find: each op below is wrong in one
// way.
#include "tests/ops/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <string>

#include "graph/op/gradient.h"
#include "graph/op/real.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;

// y[i] = 2 x[Source(i)] for the first `count` elements.
template <typename Source>
void Double(const KernelProblem& problem, const KernelArgs& args, int64_t count,
            Source&& source) {
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    for (int64_t i = 0; i < count; ++i) {
      args.Output<Real>(0)[i] = 2 * args.Input<Real>(0)[source(i)];
    }
  });
}

int64_t Same(int64_t i) { return i; }

void Right(const KernelProblem& problem, const KernelArgs& args) {
  Double(problem, args, problem.OutputElements(0), Same);
}
void WritesBeyond(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t last = problem.OutputElements(0) - 1;
  Double(problem, args, last + 2,
         [=](int64_t i) { return i > last ? last : i; });
}
void LeavesAGap(const KernelProblem& problem, const KernelArgs& args) {
  Double(problem, args, problem.OutputElements(0) - 1, Same);
}
void ChangesItsInput(const KernelProblem& problem, const KernelArgs& args) {
  Right(problem, args);
  *static_cast<char*>(const_cast<void*>(args.inputs[0])) ^= 1;
}
void ReadsBackwards(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t last = problem.OutputElements(0) - 1;
  Double(problem, args, last + 1, [=](int64_t i) { return last - i; });
}
void ReadsTheStepBefore(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t size = problem.output(0).shape.size();
  Double(problem, args, problem.OutputElements(0),
         [=](int64_t i) { return i < size ? i : i - size; });
}
void IsSlightlyOff(const KernelProblem& problem, const KernelArgs& args) {
  Right(problem, args);
  args.Output<float>(0)[0] *= 1.001f;
}

template <int kFactor>
absl::Status Gradient(GradientContext& context) {
  ValueId dx = context.output_gradient(0);
  for (int factor = 1; factor < kFactor; factor *= 2) {
    SYNFIRE_ASSIGN_OR_RETURN(const std::vector<ValueId> twice,
                             context.Emit("right", {dx}));
    dx = twice[0];
  }
  context.Set(0, dx);
  return absl::OkStatus();
}

OpDef Op(std::string name, KernelFunction reference) {
  return OpDef(std::move(name), "twice x")
      .Input("x", "[*]")
      .Output("y", "like x")
      .Shape(SameShape)
      .Gradient(Gradient<2>)
      .Reference(reference)
      .InPlace(0, 0);
}

KernelOrRefusal MakeOff(const KernelProblem& problem) {
  return MakeFunctionKernel(problem, IsSlightlyOff);
}
KernelOrRefusal MakeRight(const KernelProblem& problem) {
  return MakeFunctionKernel(problem, Right);
}
KernelOrRefusal MakeNone(const KernelProblem&) {
  return Refuse("it is not Tuesday");
}

const OpRegistry& Registry() {
  static const OpRegistry* const ops = [] {
    auto* registry = new OpRegistry;
    registry->Add(Op("right", Right));
    registry->Add(Op("beyond", WritesBeyond));
    registry->Add(Op("gap", LeavesAGap));
    registry->Add(Op("changes_input", ChangesItsInput));
    registry->Add(Op("backwards", ReadsBackwards));
    registry->Add(Op("mixes_steps", ReadsTheStepBefore));
    registry->Add(Op("wrong_gradient", Right).Gradient(Gradient<4>));
    registry->Add(Op("no_gradient", Right).Gradient(nullptr));
    registry->Add(Op("good_kernel", Right));
    registry->AddKernel({"good_kernel", "test:right", MakeRight});
    registry->Add(Op("bad_kernel", Right));
    registry->AddKernel({"bad_kernel", "test:off", MakeOff});
    registry->Add(Op("refusing_kernel", Right));
    registry->AddKernel({"refusing_kernel", "test:none", MakeNone});
    return registry;
  }();
  return *ops;
}

// What `check` reports of `op`, "" if nothing.
std::string Report(CaseCheck check, const std::string& op,
                   const std::string& input = "f32 t[2,3]") {
  OpCase op_case{op, "case", "", {{input}}};
  op_case.steps = 3;
  testing::TestPartResultArray results;
  {
    testing::ScopedFakeTestPartResultReporter reporter(
        testing::ScopedFakeTestPartResultReporter::
            INTERCEPT_ONLY_CURRENT_THREAD,
        &results);
    check(Registry(), op_case, 1);
  }
  std::string report;
  for (int i = 0; i < results.size(); ++i) {
    absl::StrAppend(&report, results.GetTestPartResult(i).message(), "\n");
  }
  return report;
}

TEST(Checks, PassARightOp) {
  for (const char* input : {"f32 t[2,3]", "f32[2,3]", "f32[]", "f32[0]"}) {
    SCOPED_TRACE(input);
    EXPECT_EQ(Report(CheckForward, "right", input), "");
    EXPECT_EQ(Report(CheckGradient, "right", input), "");
    EXPECT_EQ(Report(CheckKernels, "good_kernel", input), "");
  }
  EXPECT_EQ(Report(CheckUnrolled, "right"), "");
}

TEST(CheckForward, FindsMistakesWithMemory) {
  EXPECT_THAT(Report(CheckForward, "beyond"),
              HasSubstr("wrote outside the memory of output y"));
  EXPECT_THAT(Report(CheckForward, "gap"),
              HasSubstr("two runs differ in output y, element 17: it is not "
                        "written"));
  EXPECT_THAT(Report(CheckForward, "changes_input"),
              HasSubstr("changed input 0"));
  EXPECT_THAT(Report(CheckForward, "backwards"),
              HasSubstr("in place, output y differs"));
}

TEST(CheckForward, SaysWhatIsWrongWithACase) {
  EXPECT_THAT(Report(CheckForward, "rigth"),
              HasSubstr("'rigth' is no op; did you mean 'right'?"));
  EXPECT_THAT(Report(CheckForward, "right", "f32"),
              HasSubstr("'f32' is no type"));
  EXPECT_THAT(Report(CheckForward, "right", "i64[2]"),
              HasSubstr("x is i64[2], so it must be filled with Integers"));
}

TEST(CheckGradient, FindsAWrongOrMissingGradient) {
  EXPECT_THAT(Report(CheckGradient, "wrong_gradient"),
              HasSubstr("op_case.gradient_tolerance"));
  EXPECT_THAT(Report(CheckGradient, "no_gradient"),
              HasSubstr("no_gradient has no gradient builder"));
}

TEST(CheckKernels, HoldsCandidatesToTheReference) {
  EXPECT_THAT(Report(CheckKernels, "bad_kernel"),
              HasSubstr("element 0 of 18 is"));
}

TEST(CheckKernels, SkipsWithTheReason) {
  EXPECT_THAT(Report(CheckKernels, "refusing_kernel"),
              HasSubstr("test:none refused: it is not Tuesday"));
}

TEST(CheckUnrolled, FindsAStatelessOpThatMixesSteps) {
  EXPECT_THAT(Report(CheckUnrolled, "mixes_steps"), HasSubstr("relative RMS"));
}

}  // namespace
}  // namespace synfire
