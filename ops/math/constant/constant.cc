#include "ops/math/constant/constant.h"

#include "graph/op/real.h"

namespace synfire {
namespace {

AttrDef Value() {
  AttrDef value;
  value.name = "value";
  value.type = AttrType::kFloat;
  value.doc = "of every element";
  return value;
}

AttrDef Extent() {
  AttrDef shape;
  shape.name = "shape";
  shape.type = AttrType::kInts;
  shape.doc = "the axes; [] for one number";
  shape.min = 0;
  return shape;
}

AttrDef ElementType() {
  AttrDef dtype;
  dtype.name = "dtype";
  dtype.type = AttrType::kSymbol;
  dtype.doc = "element type";
  dtype.fallback = std::string("f32");
  dtype.choices = {"f32", "f64"};
  return dtype;
}

absl::Status ConstantShape(InferContext& context) {
  SYNFIRE_ASSIGN_OR_RETURN(const DType dtype,
                           DTypeFromName(context.attrs().String("dtype")));
  context.SetOutput(0, dtype, synfire::Shape(context.attrs().Ints("shape")));
  return absl::OkStatus();
}

}  // namespace

OpDef ConstantOp() {
  return OpDef("constant", "one value everywhere")
      .Output("y", "shape", OutputTime::kStatic)
      .Attr(Value())
      .Attr(Extent())
      .Attr(ElementType())
      .Shape(ConstantShape)
      .Reference(ReferenceConstant)
      .Flops([](const KernelProblem&) { return int64_t{0}; });
}

void ReferenceConstant(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const Real value = static_cast<Real>(problem.attrs.Float("value"));
    for (int64_t i = 0; i < problem.OutputElements(0); ++i) {
      args.Output<Real>(0)[i] = value;
    }
  });
}

}  // namespace synfire
