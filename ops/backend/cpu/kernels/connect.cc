// connect and its gradient; spikes and their sums may be packed.
#include <algorithm>
#include <string>

#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/element_kernel.h"
#include "ops/backend/cpu/loops/packed.h"

namespace synfire {
namespace {

// Elements at a time: those unpacked stay in the first cache.
constexpr int64_t kPiece = 1024;
static_assert(kPiece % kPackedUnit == 0 && kChunkElements % kPiece == 0);

enum class Connection { kAdd, kAnd, kIand };

Connection ConnectionOf(const KernelProblem& problem) {
  const std::string& g = problem.attrs.String("g");
  return g == "ADD"   ? Connection::kAdd
         : g == "AND" ? Connection::kAnd
                      : Connection::kIand;
}

class ConnectKernel : public ElementKernel {
 public:
  ConnectKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops),
        g_(ConnectionOf(problem)),
        residual_(*problem.inputs[0], loops),
        shortcut_(*problem.inputs[1], loops),
        y_(problem.outputs[0], loops) {}

  void Run(const KernelArgs& args) override {
    if (AddsPacked()) return RunPieces<&ConnectKernel::AddPacked>(args);
    if (AllBits()) return RunPieces<&ConnectKernel::CombineBits>(args);
    RunPieces<&ConnectKernel::Apply>(args);
  }

 private:
  using Way = void (ConnectKernel::*)(const KernelArgs&, int64_t a, int64_t s,
                                      int64_t y, int64_t count) const;

  // `kWay` for at most kPiece elements at a time, from the argument's elements
  // a, s and y on.
  template <Way kWay>
  void RunPieces(const KernelArgs& args) const {
    ForPieces(args, [&](const Piece& piece) {
      for (int64_t i = 0; i < piece.count; i += kPiece) {
        (this->*kWay)(args, piece.InputAt(0) + i, piece.InputAt(1) + i,
                      piece.OutputAt() + i, std::min(kPiece, piece.count - i));
      }
    });
  }

  void Apply(const KernelArgs& args, int64_t a, int64_t s, int64_t y,
             int64_t count) const {
    const auto apply = g_ == Connection::kAdd   ? loops_.add
                       : g_ == Connection::kAnd ? loops_.multiply
                                                : loops_.multiply_complement;
    float a_read[kPiece], s_read[kPiece], written[kPiece];
    float* const to = y_.Begin(args.outputs[0], y, written);
    apply(residual_.Read(args.inputs[0], a, count, a_read),
          shortcut_.Read(args.inputs[1], s, count, s_read), count, to);
    y_.Finish(args.outputs[0], y, count, to);
  }

  // Sums of packed numbers, themselves packed.
  bool AddsPacked() const {
    return g_ == Connection::kAdd && y_.form() == Form::kBytes &&
           !residual_.plain() && !shortcut_.plain();
  }
  void AddPacked(const KernelArgs& args, int64_t a, int64_t s, int64_t y,
                 int64_t count) const {
    uint8_t a_read[kPiece], s_read[kPiece];
    residual_.loops().add_bytes(
        residual_.ReadBytes(args.inputs[0], a, count, a_read),
        shortcut_.ReadBytes(args.inputs[1], s, count, s_read), count,
        args.Output<uint8_t>(0) + y);
  }

  // Of spikes alone.
  bool AllBits() const {
    return g_ != Connection::kAdd && y_.form() == Form::kBits &&
           residual_.form() == Form::kBits && shortcut_.form() == Form::kBits;
  }
  void CombineBits(const KernelArgs& args, int64_t a, int64_t s, int64_t y,
                   int64_t count) const {
    const PackedLoops& packed = residual_.loops();
    (g_ == Connection::kAnd ? packed.and_bits : packed.and_not_bits)(
        args.Input<uint8_t>(0) + a / 8, args.Input<uint8_t>(1) + s / 8, count,
        args.Output<uint8_t>(0) + y / 8);
  }

  const Connection g_;
  const PackedInput residual_, shortcut_;
  const PackedOutput y_;
};

// Inputs dy, residual A, shortcut S; outputs da, ds.
class ConnectGradKernel : public ElementKernel {
 public:
  ConnectGradKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops),
        g_(ConnectionOf(problem)),
        residual_(*problem.inputs[1], loops),
        shortcut_(*problem.inputs[2], loops) {}

  void Run(const KernelArgs& args) override {
    ForPieces(args, [&](const Piece& piece) {
      float a_read[kPiece], s_read[kPiece];
      for (int64_t i = 0; i < piece.count; i += kPiece) {
        const int64_t count = std::min(kPiece, piece.count - i);
        const float* const dy = piece.Input(0) + i;
        const float* const a =
            residual_.Read(args.inputs[1], piece.InputAt(1) + i, count, a_read);
        const float* const s =
            shortcut_.Read(args.inputs[2], piece.InputAt(2) + i, count, s_read);
        Apply(dy, a, s, count, piece.Output(0) + i, piece.Output(1) + i);
      }
    });
  }

 private:
  void Apply(const float* dy, const float* a, const float* s, int64_t count,
             float* da, float* ds) const {
    switch (g_) {
      case Connection::kAdd:
        std::copy(dy, dy + count, da);
        std::copy(dy, dy + count, ds);
        break;
      case Connection::kAnd:
        loops_.multiply(dy, s, count, da);
        loops_.multiply(dy, a, count, ds);
        break;
      case Connection::kIand:
        loops_.multiply_negated(dy, s, count, da);
        loops_.multiply_complement(a, dy, count, ds);
        break;
    }
  }

  const Connection g_;
  const PackedInput residual_, shortcut_;
};

}  // namespace

void AddCpuConnectKernels(OpRegistry* registry) {
  AddForEachIsa<ConnectKernel>("connect", registry, {0, 1}, {0});
  AddForEachIsa<ConnectGradKernel>("connect_grad", registry, {1, 2});
}

}  // namespace synfire
