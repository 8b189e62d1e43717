#include "graph/op/op.h"

#include "absl/strings/str_join.h"

namespace synfire {

InferContext::InferContext(const OpDef& op, const Attrs& attrs, int64_t steps,
                           std::vector<const Type*> inputs)
    : op_(op),
      attrs_(attrs),
      steps_(steps),
      inputs_(std::move(inputs)),
      outputs_(op.outputs().size()),
      times_(op.outputs().size()) {}

std::string InferContext::input_name(int i) const {
  const auto& ports = op_.inputs();
  const int last = static_cast<int>(ports.size()) - 1;
  if (i < last || !ports.back().variadic) return ports[i].name;
  return absl::StrCat(ports.back().name, i - last);
}

void InferContext::SetOutput(int i, DType dtype, Shape shape) {
  outputs_[i].dtype = dtype;
  outputs_[i].shape = std::move(shape);
}

absl::Status InferContext::ExpectRank(int i, int rank) const {
  if (shape(i).rank() == rank) return absl::OkStatus();
  const size_t port = std::min<size_t>(i, op_.inputs().size() - 1);
  return UserError(input_name(i), " is ", shape(i).ToString(), ", expected ",
                   rank, rank == 1 ? " axis " : " axes ",
                   op_.inputs()[port].shape);
}

absl::Status InferContext::ExpectShape(int i, const Shape& expected,
                                       absl::string_view why) const {
  if (shape(i) == expected) return absl::OkStatus();
  return UserError(input_name(i), " is ", shape(i).ToString(), ", expected ",
                   expected.ToString(), ": ", why);
}

OpDef& OpDef::Input(std::string name, std::string shape) {
  inputs_.push_back({std::move(name), std::move(shape)});
  return *this;
}
OpDef& OpDef::OptionalInput(std::string name, std::string shape) {
  inputs_.push_back({std::move(name), std::move(shape), /*optional=*/true});
  return *this;
}
OpDef& OpDef::VariadicInput(std::string name, std::string shape) {
  inputs_.push_back({std::move(name), std::move(shape), false, true});
  return *this;
}
OpDef& OpDef::Output(std::string name, std::string shape, OutputTime time) {
  outputs_.push_back({std::move(name), std::move(shape), time});
  return *this;
}
OpDef& OpDef::Attr(AttrDef def) {
  schema_.Attr(std::move(def));
  return *this;
}
OpDef& OpDef::Shape(ShapeRule rule) {
  shape_ = rule;
  return *this;
}
OpDef& OpDef::Gradient(GradientBuilder builder) {
  gradient_ = builder;
  return *this;
}
OpDef& OpDef::Reference(KernelFunction function) {
  reference_ = function;
  return *this;
}
OpDef& OpDef::Flops(FlopsRule rule) {
  flops_ = rule;
  return *this;
}
OpDef& OpDef::Joint() {
  unrolling_ = Unrolling::kJoint;
  return *this;
}
OpDef& OpDef::Scan(std::vector<std::pair<int, int>> pairs) {
  unrolling_ = Unrolling::kScan;
  carried_ = std::move(pairs);
  return *this;
}
OpDef& OpDef::Largest(LargestRule rule) {
  largest_ = rule;
  return *this;
}

OpDef& OpDef::Rounds(RoundsRule rule) {
  rounds_ = rule;
  return *this;
}

OpDef& OpDef::Normalises(NormPorts ports) {
  normalises_ = ports;
  return *this;
}

OpDef& OpDef::InPlace(int output, int input) {
  in_place_.emplace_back(output, input);
  return *this;
}

int64_t OpDef::FlopsOf(const KernelProblem& problem) const {
  if (flops_ != nullptr) return flops_(problem);
  return problem.OutputElements(0);
}

absl::StatusOr<std::vector<Type>> OpDef::Infer(
    const Attrs& attrs, int64_t steps,
    const std::vector<const Type*>& inputs) const {
  const bool variadic = !inputs_.empty() && inputs_.back().variadic;
  if (inputs.size() > inputs_.size() && !variadic) {
    return UserError(name(), " takes at most ", inputs_.size(), " inputs, ",
                     inputs.size(), " came");
  }
  bool temporal = false;
  for (size_t i = 0; i < inputs_.size() || i < inputs.size(); ++i) {
    const InputDef& port = inputs_[std::min(i, inputs_.size() - 1)];
    const bool present = i < inputs.size() && inputs[i] != nullptr;
    if (!present && !port.optional) {
      return UserError(name(), " needs an input '", port.name, "' ",
                       port.shape);
    }
    temporal |= present && inputs[i]->temporal();
  }
  InferContext context(*this, attrs, steps, inputs);
  SYNFIRE_RETURN_IF_ERROR(shape_(context));
  std::vector<Type> types = context.outputs();
  for (size_t i = 0; i < types.size(); ++i) {
    const OutputTime rule = outputs_[i].time;
    types[i].time = rule == OutputTime::kTemporal ||
                            (rule == OutputTime::kFollowsInputs && temporal)
                        ? Time::kTemporal
                        : Time::kStatic;
    if (context.time(i).has_value()) types[i].time = *context.time(i);
    absl::Status size = types[i].CheckSize(steps);
    if (!size.ok()) return Annotate(size, absl::StrCat(outputs_[i].name, ": "));
  }
  return types;
}

absl::Status SameShape(InferContext& context) {
  const Type& first = context.input(0);
  for (int i = 1; i < context.num_inputs(); ++i) {
    if (!context.has_input(i)) continue;
    SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(
        i, first.shape, absl::StrCat("like ", context.input_name(0))));
    if (context.input(i).dtype != first.dtype) {
      return UserError(context.input_name(i), " is ",
                       Name(context.input(i).dtype), ", expected ",
                       Name(first.dtype), " like ", context.input_name(0));
    }
  }
  context.SetOutput(0, first.dtype, first.shape);
  return absl::OkStatus();
}

}  // namespace synfire
