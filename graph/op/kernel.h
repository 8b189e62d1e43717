// A kernel computes one node on one device; a candidate decides whether it can.
//
// Each op has an ordered list of candidates, best first, its reference kernel
// last.  Planning asks each in turn and keeps every refusal's reason for
// --explain.
#ifndef SYNFIRE_GRAPH_OP_KERNEL_H_
#define SYNFIRE_GRAPH_OP_KERNEL_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/spec/value.h"
#include "core/status.h"
#include "graph/ir/type.h"

namespace synfire {

class OpDef;

// How a value lies in memory, assigned in planning from what its producer and
// readers accept (graph/plan/forms.h).
//   kPlain     the type's elements, row-major, time outermost
//   kBytes     whole numbers from 0 to 255, a byte an element, in that order
//   kBits      0 or 1, a bit an element: element i is bit i % 8 of byte i / 8
//   kDeferred  plain, or made when its reader wants it (graph/op/deferred.h)
//   kBf16      bfloat16 numbers (core/bf16.h), two bytes an element, in that
//              order
// All but the plain ones are f32 by their type.  Those in bytes and bits are
// packed; those in bits have a last axis that 8 divides.
enum class Form { kPlain, kBytes, kBits, kDeferred, kBf16 };

// "plain", "bytes", "bits", "deferred", "bf16".
const char* Name(Form form);

// Bytes of a value of `type` over `steps` time steps in `form`.
int64_t BytesOf(const Type& type, int64_t steps, Form form);

struct KernelArgument {
  Type type;
  Form form = Form::kPlain;
};

// Everything a kernel may know of its node; fixed for the kernel's life.
struct KernelProblem {
  const OpDef* op = nullptr;
  std::string name;  // the node's, for messages
  Attrs attrs;
  int64_t steps = 1;                                  // T
  std::vector<std::optional<KernelArgument>> inputs;  // absent: optional port
  std::vector<KernelArgument> outputs;

  bool has_input(int i) const {
    return i < static_cast<int>(inputs.size()) && inputs[i].has_value();
  }
  const Type& input(int i) const { return inputs[i]->type; }
  const Type& output(int i) const { return outputs[i].type; }
  int64_t InputElements(int i) const { return input(i).Elements(steps); }
  int64_t OutputElements(int i) const { return output(i).Elements(steps); }
};

// Pointers in the order of the problem's arguments; null for an absent input.
// An output may share its memory with an input where the op allows it
// (OpDef::InPlace); otherwise no two overlap.  All are 64-byte aligned.
struct KernelArgs {
  const void* const* inputs;
  void* const* outputs;
  void* scratch;           // scratch_bytes() bytes, contents undefined
  void* stream = nullptr;  // core/device.h: DeviceStream::handle

  template <typename T>
  const T* Input(int i) const {
    return static_cast<const T*>(inputs[i]);
  }
  template <typename T>
  T* Output(int i) const {
    return static_cast<T*>(outputs[i]);
  }
};

class Kernel;

// A kernel with the arguments of one node.
struct KernelCall {
  Kernel* kernel;
  std::vector<const void*> inputs;
  std::vector<void*> outputs;
  void* scratch;

  KernelArgs Args(void* stream) const {
    return {inputs.data(), outputs.data(), scratch, stream};
  }
  void Run(void* stream) const;
};

// Puts the work of several calls in a device's stream, as Run of each would.
// REQUIRES: no call writes what another one accesses.
using JointRun = void (*)(const std::vector<const KernelCall*>& calls,
                          void* stream);

// What one run did, of a kernel that decides by what its input holds.
struct KernelRun {
  std::string way;      // which of its ways it took: "lists", "onednn:direct"
  double density = 1;   // share of the input that it counted as not zero
  bool denser = false;  // it stopped counting there: the density is more
  double work = 1;      // share of the dense computation's operations it did
};

// Bound to one problem.  Run does not allocate, is called by one thread at a
// time, and writes every element of every output: at once on the CPU, in the
// stream's order on a device that has streams.  There it does not wait for the
// device, puts the same work there each time, and leaves errors with the
// stream.
class Kernel {
 public:
  virtual ~Kernel() = default;
  virtual size_t scratch_bytes() const { return 0; }
  virtual void Run(const KernelArgs& args) = 0;
  // Does the runs of this kernel and of all others that have the same one; null
  // where each is for itself.
  virtual JointRun Joint() const { return nullptr; }
  // Of the last Run; nothing where all runs do the same.  For reports.
  virtual std::optional<KernelRun> LastRun() const { return std::nullopt; }
  // Which of a library's plans it has, for --explain; "" where there is none.
  virtual std::string Plan() const { return ""; }
};

inline void KernelCall::Run(void* stream) const { kernel->Run(Args(stream)); }

// The kernel, or a status whose message is the reason for the refusal, in a
// sentence that goes on "refused: ": Refuse("x is ", name, ", this takes f32").
using KernelOrRefusal = absl::StatusOr<std::unique_ptr<Kernel>>;

template <typename... Parts>
absl::Status Refuse(const Parts&... parts) {
  return absl::FailedPreconditionError(absl::StrCat(parts...));
}

// The kind of the device whose memory the host computes in.
constexpr char kCpu[] = "cpu";

struct KernelCandidate {
  std::string op;
  std::string name;  // "onednn:direct", "cpu:avx2", "reference"
  KernelOrRefusal (*make)(const KernelProblem& problem);
  // Ports at which it takes packed values, if it takes the problem at all.  All
  // ports take plain ones.
  std::vector<int> packed_inputs = {}, packed_outputs = {};
  std::string device = kCpu;  // the kind of device on which it computes
  // Whether output 0 may be kDeferred, and input 0.
  bool defers = false, takes_deferred = false;
  // Ports at which it takes values in kBf16; into an output it rounds.
  std::vector<int> bf16_inputs = {}, bf16_outputs = {};
  // Of bf16_inputs, those whose elements it rounds in any case: the same
  // numbers where the maker of a value has rounded it.
  std::vector<int> rounded_inputs = {};
};

// A kernel that is a plain function of its problem.
using KernelFunction = void (*)(const KernelProblem&, const KernelArgs&);
std::unique_ptr<Kernel> MakeFunctionKernel(const KernelProblem& problem,
                                           KernelFunction function);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_OP_KERNEL_H_
