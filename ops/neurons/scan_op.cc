#include "ops/neurons/scan_op.h"

#include "graph/op/gradient.h"
#include "graph/op/real.h"
#include "ops/surrogates/surrogate_spec.h"

namespace synfire {
namespace {

absl::Status ExpectLike(const InferContext& context, int i, const Shape& shape,
                        Time time, absl::string_view why) {
  const std::string name = context.input_name(i);
  const Type& type = context.input(i);
  if (type.dtype != context.input(0).dtype) {
    return UserError(name, " is ", Name(type.dtype), ", expected ",
                     Name(context.input(0).dtype), " like x");
  }
  SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(i, shape, why));
  if (type.time != time) {
    return UserError(name, " is ", type.temporal() ? "temporal" : "static",
                     ", expected ",
                     time == Time::kTemporal ? "temporal" : "static");
  }
  return absl::OkStatus();
}

absl::Status CheckAttrs(const InferContext& context) {
  const Attrs& attrs = context.attrs();
  SYNFIRE_RETURN_IF_ERROR(CheckSurrogate(attrs));
  if (context.steps() > kMaxScanSteps) {
    return UserError(context.steps(), " time steps, expected at most ",
                     kMaxScanSteps);
  }
  if (!attrs.Bool("single_step")) return absl::OkStatus();
  if (attrs.Int("detach_every") > 0) {
    return UserError(
        "detach_every does not work in a feedback loop or with "
        "--unroll=full; set it to 0");
  }
  if (context.input(0).temporal()) {
    return UserError("x is temporal, expected static: one step's");
  }
  return absl::OkStatus();
}

// One number for the layer, or one a channel; all alike.
absl::Status CheckLearned(const ScanPorts& ports, const InferContext& context) {
  for (int i = 0; i < ports.learned; ++i) {
    const int port = ports.Learned(i);
    const Shape& x = context.shape(0);
    const bool channels = x.rank() > 1 && context.shape(port).rank() > 0;
    SYNFIRE_RETURN_IF_ERROR(ExpectLike(
        context, port, channels ? Shape{x.back()} : Shape{}, Time::kStatic,
        channels ? "one for each channel" : "one for the layer"));
    if (context.shape(port) != context.shape(ports.Learned(0))) {
      return UserError(context.input_name(port), " is ",
                       context.shape(port).ToString(), ", expected ",
                       context.shape(ports.Learned(0)).ToString(), " like ",
                       context.input_name(ports.Learned(0)));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckInputs(const ScanPorts& ports, int first,
                         const InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(ExpectReal("x", context.input(0).dtype));
  SYNFIRE_RETURN_IF_ERROR(CheckAttrs(context));
  SYNFIRE_RETURN_IF_ERROR(CheckLearned(ports, context));
  for (int i = first; i < first + ports.states; ++i) {
    if (!context.has_input(i)) continue;
    SYNFIRE_RETURN_IF_ERROR(ExpectLike(context, i, context.shape(0),
                                       Time::kStatic, "one for each neuron"));
  }
  return absl::OkStatus();
}

// The three inputs from `port`, or none of them.
absl::Status CheckNorm(int port, const InferContext& context) {
  const Shape& x = context.shape(0);
  for (int i = port; i < port + 3; ++i) {
    if (context.has_input(i) != context.has_input(port)) {
      return UserError("expected mean, slope and offset, all or none");
    }
    if (!context.has_input(i)) continue;
    if (x.rank() == 0) {
      return UserError("x is [], which has no channels to normalise");
    }
    SYNFIRE_RETURN_IF_ERROR(ExpectLike(context, i, Shape{x.back()},
                                       Time::kStatic, "one for each channel"));
  }
  return absl::OkStatus();
}

// Of s and ds.
Time SpikeTime(const Attrs& attrs) {
  return attrs.Bool("single_step") ? Time::kStatic : Time::kTemporal;
}

}  // namespace

absl::Status CheckSurrogate(const Attrs& attrs) {
  if (!attrs.Has("surrogate")) return absl::OkStatus();  // it never fires
  return Annotate(SurrogateFromText(attrs.String("surrogate")).status(),
                  "surrogate: ");
}

int ScanSteps(const KernelProblem& problem) {
  return problem.attrs.Bool("single_step") ? 1
                                           : static_cast<int>(problem.steps);
}

absl::Status ScanShape(const ScanPorts& ports, InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(CheckInputs(ports, ports.First(0), context));
  SYNFIRE_RETURN_IF_ERROR(CheckNorm(ports.Norm(), context));
  const Attrs& attrs = context.attrs();
  const DType dtype = context.input(0).dtype;
  context.SetOutput(ScanPorts::kS, dtype, context.shape(0));
  context.SetTime(ScanPorts::kS, SpikeTime(attrs));
  const bool keep = attrs.Bool("keep_state") || attrs.Bool("single_step");
  for (int i = 0; i < ports.states; ++i) {
    context.SetOutput(ports.Last(i), dtype, keep ? context.shape(0) : Shape{0});
  }
  context.SetOutput(ports.Spikes(), DType::kI64, Shape{});
  return absl::OkStatus();
}

absl::Status ScanGradShape(const ScanPorts& ports, InferContext& context) {
  SYNFIRE_RETURN_IF_ERROR(CheckInputs(ports, ports.GradFirst(0), context));
  SYNFIRE_RETURN_IF_ERROR(CheckNorm(ports.GradNorm(), context));
  const Type& x = context.input(0);
  if (context.has_input(ports.Ds())) {
    SYNFIRE_RETURN_IF_ERROR(ExpectLike(context, ports.Ds(), x.shape,
                                       SpikeTime(context.attrs()), "like s"));
  }
  context.SetOutput(ScanPorts::kDx, x.dtype, x.shape);
  context.SetTime(ScanPorts::kDx, x.time);
  for (int i = 0; i < ports.learned; ++i) {
    context.SetOutput(ports.DLearned(i), x.dtype,
                      context.shape(ports.Learned(i)));
  }
  for (int i = 0; i < ports.states; ++i) {
    if (context.has_input(ports.DLast(i))) {
      SYNFIRE_RETURN_IF_ERROR(ExpectLike(context, ports.DLast(i), x.shape,
                                         Time::kStatic, "one for each neuron"));
    }
    context.SetOutput(
        ports.DFirst(i), x.dtype,
        context.has_input(ports.GradFirst(i)) ? x.shape : Shape{0});
  }
  const bool normed = context.has_input(ports.GradNorm());
  for (int port : {ports.DSlope(), ports.DOffset()}) {
    context.SetOutput(port, x.dtype, normed ? Shape{x.shape.back()} : Shape{0});
  }
  return absl::OkStatus();
}

absl::Status ScanGradient(const ScanPorts& ports, const std::string& grad_op,
                          GradientContext& context) {
  const auto input = [&](int i) {
    return i < context.num_inputs() ? context.input(i) : kNone;
  };
  if (input(ports.Norm()) != kNone) {
    return UserError(
        "a scan that normalises its input has no gradient builder");
  }
  std::vector<ValueId> inputs(ports.DLast(ports.states), kNone);
  inputs[ScanPorts::kX] = input(ScanPorts::kX);
  for (int i = 0; i < ports.learned; ++i) {
    inputs[ports.Learned(i)] = input(ports.Learned(i));
  }
  inputs[ports.Ds()] = context.output_gradient(ScanPorts::kS);
  for (int i = 0; i < ports.states; ++i) {
    inputs[ports.GradFirst(i)] = input(ports.First(i));
    // No one can have differentiated through a state that is not kept.
    inputs[ports.DLast(i)] = context.output_gradient(ports.Last(i));
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<ValueId> outputs,
                           context.Emit(grad_op, inputs, context.attrs()));
  const auto set = [&](int i, ValueId gradient) {
    if (i < context.num_inputs() && context.needs(i)) context.Set(i, gradient);
  };
  set(ScanPorts::kX, outputs[ScanPorts::kDx]);
  for (int i = 0; i < ports.learned; ++i) {
    set(ports.Learned(i), outputs[ports.DLearned(i)]);
  }
  for (int i = 0; i < ports.states; ++i) {
    set(ports.First(i), outputs[ports.DFirst(i)]);
  }
  return absl::OkStatus();
}

void AddShare(Schema* schema) {
  schema->Symbol("share", "layer", {"layer", "channel"},
                 "one learned parameter for the layer, or one a channel");
}

absl::StatusOr<Shape> LearnedShape(const LayerContext& context) {
  if (context.attrs().String("share") == "layer") return Shape{};
  const Shape& x = context.input_type(0).shape;
  if (x.rank() > 1) return Shape{x.back()};
  return UserError("x is ", x.ToString(),
                   ", which has no channels; expected share = layer");
}

void AddScanAttrs(OpDef* op) {
  const auto add = [&](const char* name, AttrType type, AttrValue fallback,
                       const char* unit, const char* doc) {
    AttrDef def;
    def.name = name;
    def.type = type;
    def.fallback = std::move(fallback);
    def.unit = unit;
    def.doc = doc;
    if (type == AttrType::kInt) def.min = 0;
    op->Attr(def);
  };
  add("detach_every", AttrType::kInt, int64_t{0}, "steps",
      "cut the gradient through time this often; 0: never");
  add("keep_state", AttrType::kBool, true, "",
      "whether the state after the last step is an output");
  add("single_step", AttrType::kBool, false, "",
      "set by the unroller: one step of many");
  add("smooth", AttrType::kBool, false, "",
      "fire the surrogate's primitive in place of the step");
}

}  // namespace synfire
