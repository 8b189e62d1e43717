#include "ops/backend/operands/converted.h"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

// What may lie converted at a time, where steps can be taken apart.
constexpr int64_t kMostBytes = 16 << 20;
// Elements of an item of parallel work.
constexpr int64_t kItem = 1 << 14;
constexpr int kOperands = 2;
constexpr int kMostInputs = 3;

using Readers = std::array<OperandReader, kOperands>;

// Of those that are not the same in all steps.
int64_t ConvertedBytes(const KernelProblem& problem, const Readers& readers) {
  int64_t bytes = 0;
  for (int i = 0; i < kOperands; ++i) {
    if (readers[i].InPlace() || !problem.input(i).temporal()) continue;
    bytes += problem.InputElements(i) * readers[i].element_bytes();
  }
  return bytes;
}

// One step of the problem, or all of them, on what the readers read.
KernelProblem PartOf(KernelProblem problem, const Readers& readers,
                     bool one_step) {
  for (int i = 0; i < kOperands; ++i) {
    problem.inputs[i] = readers[i].Result(*problem.inputs[i]);
  }
  problem.attrs.Set("operands", std::string("f32"));
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

class OnConverted : public Kernel {
 public:
  OnConverted(const KernelProblem& problem, const Loops& loops,
              const Readers& readers, int64_t parts,
              std::unique_ptr<Kernel> part)
      : loops_(loops),
        parts_(parts),
        part_(std::move(part)),
        inputs_(static_cast<int>(problem.inputs.size())),
        outputs_(problem.OutputElements(0)),
        sums_(!problem.output(0).temporal() && parts > 1),
        operands_{OperandOf(problem, readers, 0),
                  OperandOf(problem, readers, 1)} {}

  size_t scratch_bytes() const override {
    return static_cast<size_t>(operands_[0].bytes + operands_[1].bytes +
                               sum_bytes()) +
           part_->scratch_bytes();
  }

  std::optional<KernelRun> LastRun() const override { return part_->LastRun(); }

  void Run(const KernelArgs& args) override {
    char* scratch = static_cast<char*>(args.scratch);
    char* const slots[kOperands] = {scratch, scratch + operands_[0].bytes};
    scratch += operands_[0].bytes + operands_[1].bytes;
    auto* const more = reinterpret_cast<float*>(scratch);
    scratch += sum_bytes();
    float* const output = args.Output<float>(0);
    std::array<const void*, kMostInputs> inputs = {};
    for (int i = 0; i < inputs_; ++i) inputs[i] = args.inputs[i];
    for (int64_t part = 0; part < parts_; ++part) {
      for (int i = 0; i < kOperands; ++i) {
        inputs[i] = OfPart(operands_[i], args.inputs[i], part, slots[i]);
      }
      void* to = sums_ ? (part == 0 ? output : more)
                       : output + part * (outputs_ / parts_);
      part_->Run({inputs.data(), &to, scratch});
      if (sums_ && part > 0) Add(more, output);
    }
  }

 private:
  struct Operand {
    OperandReader reader;
    bool divided;      // into parts; else the same for all
    int64_t elements;  // of a part
    int64_t stride;    // bytes of a part as it is given
    int64_t bytes;     // of a part as it is read, 0 in place
  };

  Operand OperandOf(const KernelProblem& problem, const Readers& readers,
                    int i) const {
    const KernelArgument& given = *problem.inputs[i];
    const bool divided = parts_ > 1 && given.type.temporal();
    const int64_t parts = divided ? parts_ : 1;
    const int64_t elements = problem.InputElements(i) / parts;
    return {readers[i], divided, elements,
            BytesOf(given.type, problem.steps, given.form) / parts,
            readers[i].InPlace()
                ? 0
                : Aligned(elements * readers[i].element_bytes())};
  }

  const void* OfPart(const Operand& operand, const void* given, int64_t part,
                     char* slot) const {
    if (operand.reader.InPlace()) {
      return static_cast<const char*>(given) +
             (operand.divided ? part * operand.stride : 0);
    }
    if (!operand.divided && part > 0) return slot;
    ParallelFor(operand.elements, kItem, [&](int64_t begin, int64_t end) {
      operand.reader.Read(given, part * operand.elements + begin, end - begin,
                          slot + begin * operand.reader.element_bytes());
    });
    return slot;
  }

  // A step's weight gradient.
  int64_t sum_bytes() const { return sums_ ? Aligned(outputs_ * 4) : 0; }

  void Add(const float* more, float* sum) const {
    ParallelFor(outputs_, kItem, [&](int64_t begin, int64_t end) {
      loops_.element.add(sum + begin, more + begin, end - begin, sum + begin);
    });
  }

  const Loops& loops_;
  const int64_t parts_;
  const std::unique_ptr<Kernel> part_;
  const int inputs_;
  const int64_t outputs_;
  const bool sums_;  // the parts' outputs
  const Operand operands_[kOperands];
};

}  // namespace

KernelOrRefusal MakeOnConverted(const KernelProblem& problem,
                                const Loops& loops, ReadAs first, ReadAs second,
                                KernelMaker make) {
  const Readers readers = {OperandReader(*problem.inputs[0], loops, first),
                           OperandReader(*problem.inputs[1], loops, second)};
  const bool one_step = problem.input(0).temporal() &&
                        ConvertedBytes(problem, readers) > kMostBytes;
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Kernel> part,
                           make(PartOf(problem, readers, one_step)));
  if (readers[0].InPlace() && readers[1].InPlace()) return part;
  return std::make_unique<OnConverted>(
      problem, loops, readers, one_step ? problem.steps : 1, std::move(part));
}

}  // namespace synfire
