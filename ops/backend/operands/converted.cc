#include "ops/backend/operands/converted.h"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "ops/backend/operands/operand_pair.h"

namespace synfire {
namespace {

class OnConverted : public Kernel {
 public:
  OnConverted(const KernelProblem& problem, const OperandPair& operands,
              std::unique_ptr<Kernel> kernel)
      : operands_(operands),
        kernel_(std::move(kernel)),
        inputs_(problem.inputs.size()) {}

  size_t scratch_bytes() const override {
    return static_cast<size_t>(operands_.bytes()) + kernel_->scratch_bytes();
  }

  std::optional<KernelRun> LastRun() const override {
    return kernel_->LastRun();
  }

  void Run(const KernelArgs& args) override {
    std::array<const void*, kMostInputs> inputs = {};
    for (size_t i = 0; i < inputs_; ++i) inputs[i] = args.inputs[i];
    operands_.Read(args.inputs, args.scratch, inputs.data());
    kernel_->Run({inputs.data(), args.outputs,
                  static_cast<char*>(args.scratch) + operands_.bytes()});
  }

 private:
  static constexpr size_t kMostInputs = 3;

  const OperandPair operands_;
  const std::unique_ptr<Kernel> kernel_;
  const size_t inputs_;
};

}  // namespace

KernelOrRefusal MakeOnConverted(const KernelProblem& problem,
                                const Loops& loops, ReadAs first, ReadAs second,
                                const KernelMaker& make) {
  return MakeByStep(problem, ConvertedBytes(problem, first, second), loops,
                    [&](const KernelProblem& part) -> KernelOrRefusal {
                      const OperandPair operands(part, loops, first, second);
                      SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Kernel> kernel,
                                               make(operands.Result(part)));
                      if (operands.bytes() == 0) return kernel;
                      return std::make_unique<OnConverted>(part, operands,
                                                           std::move(kernel));
                    });
}

int64_t ConvertedBytes(const KernelProblem& problem, ReadAs first,
                       ReadAs second) {
  const ReadAs as[] = {first, second};
  int64_t bytes = 0;
  for (int i = 0; i < 2; ++i) {
    const OperandReader reader(*problem.inputs[i], portable::kLoops, as[i]);
    if (reader.InPlace() || !problem.input(i).temporal()) continue;
    bytes += problem.InputElements(i) * reader.element_bytes();
  }
  return bytes;
}

}  // namespace synfire
