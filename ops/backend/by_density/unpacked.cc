#include "ops/backend/by_density/unpacked.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "core/parallel.h"
#include "ops/backend/cpu/loops/packed.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

// What may lie unpacked at a time, where steps can be taken apart.
constexpr int64_t kMostBytes = 16 << 20;
// Elements of an item of parallel work.
constexpr int64_t kItem = 1 << 14;

// One step of the problem, or all of them; input 0 is plain.
KernelProblem PartOf(KernelProblem problem, bool one_step) {
  problem.inputs[0]->form = Form::kPlain;
  if (!one_step) return problem;
  problem.steps = 1;
  for (auto& input : problem.inputs) {
    if (input.has_value()) input->type.time = Time::kStatic;
  }
  for (KernelArgument& output : problem.outputs) {
    output.type.time = Time::kStatic;
  }
  return problem;
}

class OnUnpacked : public Kernel {
 public:
  OnUnpacked(const KernelProblem& problem, const Loops& loops, int64_t parts,
             std::unique_ptr<Kernel> part)
      : x_(*problem.inputs[0], loops),
        loops_(loops),
        parts_(parts),
        part_(std::move(part)),
        inputs_(problem.inputs.size()),
        elements_(problem.InputElements(0) / parts),
        dy_elements_(problem.InputElements(1) / parts),
        outputs_(problem.OutputElements(0)),
        sums_(!problem.output(0).temporal() && parts > 1) {}

  size_t scratch_bytes() const override {
    return static_cast<size_t>(x_bytes() + sum_bytes()) +
           part_->scratch_bytes();
  }

  std::optional<KernelRun> LastRun() const override { return part_->LastRun(); }

  void Run(const KernelArgs& args) override {
    auto* const x = static_cast<float*>(args.scratch);
    char* const behind = static_cast<char*>(args.scratch) + x_bytes();
    auto* const more = reinterpret_cast<float*>(behind);
    float* const output = args.Output<float>(0);
    std::array<const void*, kMostInputs> inputs = {};
    std::copy(args.inputs, args.inputs + inputs_, inputs.begin());
    inputs[0] = x;
    for (int64_t part = 0; part < parts_; ++part) {
      ParallelFor(elements_, kItem, [&](int64_t begin, int64_t end) {
        x_.Read(args.inputs[0], part * elements_ + begin, end - begin,
                x + begin);
      });
      if (sums_) inputs[1] = args.Input<float>(1) + part * dy_elements_;
      void* to = sums_ ? (part == 0 ? output : more)
                       : output + part * (outputs_ / parts_);
      part_->Run({inputs.data(), &to, behind + sum_bytes()});
      if (sums_ && part > 0) Add(more, output);
    }
  }

 private:
  static constexpr size_t kMostInputs = 3;

  int64_t x_bytes() const { return Aligned(elements_ * 4); }
  // A step's weight gradient.
  int64_t sum_bytes() const { return sums_ ? Aligned(outputs_ * 4) : 0; }

  void Add(const float* more, float* sum) const {
    ParallelFor(outputs_, kItem, [&](int64_t begin, int64_t end) {
      loops_.element.add(sum + begin, more + begin, end - begin, sum + begin);
    });
  }

  const PackedInput x_;
  const Loops& loops_;
  const int64_t parts_;
  const std::unique_ptr<Kernel> part_;
  const size_t inputs_;
  const int64_t elements_, dy_elements_;  // of a part
  const int64_t outputs_;
  const bool sums_;  // the parts' outputs
};

}  // namespace

KernelOrRefusal MakeOnUnpacked(const KernelProblem& problem, const Loops& loops,
                               KernelMaker make) {
  if (problem.inputs[0]->form == Form::kPlain) return make(problem);
  const bool one_step =
      problem.input(0).temporal() && problem.InputElements(0) * 4 > kMostBytes;
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Kernel> part,
                           make(PartOf(problem, one_step)));
  return std::make_unique<OnUnpacked>(
      problem, loops, one_step ? problem.steps : 1, std::move(part));
}

}  // namespace synfire
