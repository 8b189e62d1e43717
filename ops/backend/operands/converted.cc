#include "ops/backend/operands/converted.h"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "ops/backend/operands/operand_pair.h"
#include "ops/backend/operands/result_rounder.h"

namespace synfire {
namespace {

class OnConverted : public Kernel {
 public:
  OnConverted(const KernelProblem& problem, const OperandPair& operands,
              const ResultRounder& result, std::unique_ptr<Kernel> kernel)
      : operands_(operands),
        result_(result),
        kernel_(std::move(kernel)),
        inputs_(problem.inputs.size()) {}

  size_t scratch_bytes() const override {
    return static_cast<size_t>(operands_.bytes() + result_.bytes()) +
           kernel_->scratch_bytes();
  }

  std::optional<KernelRun> LastRun() const override {
    return kernel_->LastRun();
  }

  void Run(const KernelArgs& args) override {
    char* scratch = static_cast<char*>(args.scratch);
    std::array<const void*, kMostInputs> inputs = {};
    for (size_t i = 0; i < inputs_; ++i) inputs[i] = args.inputs[i];
    operands_.Read(args.inputs, scratch, inputs.data());
    scratch += operands_.bytes();
    void* made = result_.bytes() > 0 ? scratch : args.outputs[0];
    scratch += result_.bytes();
    kernel_->Run({inputs.data(), &made, scratch});
    if (!result_.rounds()) return;
    result_.Round(static_cast<const float*>(made), args.outputs[0]);
  }

 private:
  static constexpr size_t kMostInputs = 3;

  const OperandPair operands_;
  const ResultRounder result_;
  const std::unique_ptr<Kernel> kernel_;
  const size_t inputs_;
};

}  // namespace

KernelOrRefusal MakeOnConverted(const KernelProblem& problem,
                                const Loops& loops, ReadAs first, ReadAs second,
                                const KernelMaker& make, bool writes_bf16) {
  return MakeByStep(
      problem, ConvertedBytes(problem, first, second, writes_bf16), loops,
      [&](const KernelProblem& part) -> KernelOrRefusal {
        const OperandPair operands(part, loops, first, second);
        const ResultRounder result(part, loops, writes_bf16);
        SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Kernel> kernel,
                                 make(operands.Result(result.Given(part))));
        if (operands.bytes() == 0 && !result.rounds()) return kernel;
        return std::make_unique<OnConverted>(part, operands, result,
                                             std::move(kernel));
      });
}

int64_t ConvertedBytes(const KernelProblem& problem, ReadAs first,
                       ReadAs second, bool writes_bf16) {
  const ReadAs as[] = {first, second};
  int64_t bytes = 0;
  if (problem.output(0).temporal()) {
    bytes += ResultRounder(problem, portable::kLoops, writes_bf16).bytes();
  }
  for (int i = 0; i < 2; ++i) {
    const OperandReader reader(*problem.inputs[i], portable::kLoops, as[i]);
    if (reader.InPlace() || !problem.input(i).temporal()) continue;
    bytes += problem.InputElements(i) * reader.element_bytes();
  }
  return bytes;
}

}  // namespace synfire
