// What an op is: ports, attributes, shape and time rules, gradient builder,
// reference kernel, cost.  An op's folder under ops/ makes one of these;
// nothing else in the system lists ops.
//
//   OpDef("batch_norm", "normalises each channel over [T,N,H,W]")
//       .Input("x", "[*,C]").Input("scale", "[C]").Input("shift", "[C]")
//       .Output("y", "like x").Output("mean", "[C]", OutputTime::kStatic)
//       .Attr(...)
//       .Shape(BatchNormShape).Gradient(BatchNormGradient)
//       .Reference(ReferenceBatchNorm).Flops(...)
#ifndef SYNFIRE_GRAPH_OP_OP_H_
#define SYNFIRE_GRAPH_OP_OP_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/spec/schema.h"
#include "core/status.h"
#include "graph/ir/type.h"
#include "graph/op/kernel.h"

namespace synfire {

class GradientContext;  // graph/op/gradient.h

// Whether an output is temporal: as soon as one input is; never; always.
enum class OutputTime { kFollowsInputs, kStatic, kTemporal };

// How unrolling over time treats an op.
//   kStateless  step t of the outputs depends on step t of the inputs alone:
//               one clone a step.
//   kScan       carries state: inputs and outputs named in `carried` are the
//               state before the first and after the last step; one clone a
//               step with the attributes single_step and keep_state set, each
//               clone's state output feeding the next.  Other static outputs
//               are sums over the steps.
//   kJoint      mixes steps (statistics, reductions over time): kept whole.
enum class Unrolling { kStateless, kScan, kJoint };

struct InputDef {
  std::string name, shape;  // shape in named axes, for people: "[N,H,W,C]"
  bool optional = false;
  bool variadic = false;  // the last input only: one or more values
};

struct OutputDef {
  std::string name, shape;
  OutputTime time = OutputTime::kFollowsInputs;
};

// What a shape rule sees and says.
class InferContext {
 public:
  InferContext(const OpDef& op, const Attrs& attrs, int64_t steps,
               std::vector<const Type*> inputs);

  const Attrs& attrs() const { return attrs_; }
  int64_t steps() const { return steps_; }
  int num_inputs() const { return static_cast<int>(inputs_.size()); }
  bool has_input(int i) const { return i < num_inputs() && inputs_[i]; }
  const Type& input(int i) const { return *inputs_[i]; }
  const Shape& shape(int i) const { return inputs_[i]->shape; }
  // "x", or "x1" for a member of a variadic input.
  std::string input_name(int i) const;

  // Element type and extent; the time follows from the op's OutputDef.
  void SetOutput(int i, DType dtype, Shape shape);
  // For ops whose output's time an attribute decides: overrules OutputDef.
  void SetTime(int i, Time time) { times_[i] = time; }
  const std::vector<Type>& outputs() const { return outputs_; }
  const std::optional<Time>& time(int i) const { return times_[i]; }

  // Ready-made checks: "x is [7,7,3], expected 4 axes [N,H,W,C]".
  absl::Status ExpectRank(int i, int rank) const;
  // "shift is [4], expected [3]: one for each channel of x"
  absl::Status ExpectShape(int i, const Shape& shape,
                           absl::string_view why) const;

 private:
  const OpDef& op_;
  const Attrs& attrs_;
  int64_t steps_;
  std::vector<const Type*> inputs_;
  std::vector<Type> outputs_;
  std::vector<std::optional<Time>> times_;
};

using ShapeRule = absl::Status (*)(InferContext&);
using GradientBuilder = absl::Status (*)(GradientContext&);
using FlopsRule = int64_t (*)(const KernelProblem&);
// The largest that an element of output 0 can be, given that of each input,
// where all elements are whole numbers and none is negative; 0: unknown.
using LargestRule = int64_t (*)(const Attrs&,
                                const std::vector<int64_t>& inputs);

// Whether every element of output 0 is a bfloat16 (core/bf16.h).
using RoundsRule = bool (*)(const Attrs&);

// Ports of an op that reads z = (x - mean) * slope + offset where its optional
// inputs mean, slope and offset, [C], are given, and x, its input 0, otherwise.
struct NormPorts {
  int mean;  // input; slope and offset follow it
  // Output of a gradient op whose output 0 is dL/dz: sum(dz * (x - mean));
  // sum(dz) follows it.  -1: a forward op.
  int d_slope;
};

class OpDef {
 public:
  OpDef(std::string name, std::string doc) : schema_("op", name, doc) {}

  OpDef& Input(std::string name, std::string shape);
  OpDef& OptionalInput(std::string name, std::string shape);
  OpDef& VariadicInput(std::string name, std::string shape);
  OpDef& Output(std::string name, std::string shape,
                OutputTime time = OutputTime::kFollowsInputs);
  OpDef& Attr(AttrDef def);
  OpDef& Shape(ShapeRule rule);
  OpDef& Gradient(GradientBuilder builder);  // without: not differentiable
  OpDef& Reference(KernelFunction function);
  OpDef& Flops(FlopsRule rule);  // default: one an output element
  OpDef& Joint();                // Unrolling::kJoint
  // Unrolling::kScan: `pairs` of (input, output) ports that carry the state.
  OpDef& Scan(std::vector<std::pair<int, int>> pairs);
  // Output `output` may be computed in the memory of input `input` when that
  // input has no later reader.  For an update of a variable, it always is.
  OpDef& InPlace(int output, int input);
  OpDef& Largest(LargestRule rule);  // default: unknown
  OpDef& Rounds(RoundsRule rule);    // default: no
  // The op can normalise its input 0 itself (graph/passes/fuse_norm.h).
  OpDef& Normalises(NormPorts ports);

  const std::string& name() const { return schema_.name(); }
  const Schema& schema() const { return schema_; }
  const std::vector<InputDef>& inputs() const { return inputs_; }
  const std::vector<OutputDef>& outputs() const { return outputs_; }
  GradientBuilder gradient() const { return gradient_; }
  KernelFunction reference() const { return reference_; }
  Unrolling unrolling() const { return unrolling_; }
  const std::vector<std::pair<int, int>>& carried() const { return carried_; }
  const std::vector<std::pair<int, int>>& in_place() const { return in_place_; }
  LargestRule largest() const { return largest_; }
  bool Rounds(const Attrs& attrs) const {
    return rounds_ != nullptr && rounds_(attrs);
  }
  const std::optional<NormPorts>& normalises() const { return normalises_; }
  int64_t FlopsOf(const KernelProblem& problem) const;

  // The outputs' types for these inputs (null: absent).  `attrs` must have
  // been bound by schema().  Errors name the port, what came, what was
  // expected; the caller adds the layer.
  absl::StatusOr<std::vector<Type>> Infer(
      const Attrs& attrs, int64_t steps,
      const std::vector<const Type*>& inputs) const;

 private:
  Schema schema_;
  std::vector<InputDef> inputs_;
  std::vector<OutputDef> outputs_;
  ShapeRule shape_ = nullptr;
  GradientBuilder gradient_ = nullptr;
  KernelFunction reference_ = nullptr;
  FlopsRule flops_ = nullptr;
  LargestRule largest_ = nullptr;
  RoundsRule rounds_ = nullptr;
  Unrolling unrolling_ = Unrolling::kStateless;
  std::vector<std::pair<int, int>> carried_, in_place_;
  std::optional<NormPorts> normalises_;
};

// Shape rule of element-wise ops: output 0 is like input 0, and every other
// input must be like it.
absl::Status SameShape(InferContext& context);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_OP_OP_H_
