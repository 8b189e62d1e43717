#include "ops/optim/update.h"

#include "graph/op/real.h"

namespace synfire {
namespace {

absl::Status ExpectType(const InferContext& context, int i,
                        const Type& expected, absl::string_view why) {
  if (!context.has_input(i) || context.input(i) == expected) {
    return absl::OkStatus();
  }
  return UserError(context.input_name(i), " is ", context.input(i).ToString(),
                   ", expected ", expected.ToString(), why);
}

}  // namespace

absl::Status ExpectUpdate(const InferContext& context,
                          std::initializer_list<int> like_param,
                          std::initializer_list<int> numbers) {
  const Type& param = context.input(0);
  SYNFIRE_RETURN_IF_ERROR(ExpectReal("param", param.dtype));
  if (param.temporal()) return UserError("param is temporal, expected static");
  for (int i : like_param) {
    SYNFIRE_RETURN_IF_ERROR(ExpectType(context, i, param, ": like param"));
  }
  for (int i : numbers) {
    SYNFIRE_RETURN_IF_ERROR(
        ExpectType(context, i, Type{param.dtype, Shape{}}, ": one number"));
  }
  return absl::OkStatus();
}

absl::Status ExpectStep(const InferContext& context, int i) {
  return ExpectType(context, i, Type{DType::kI64, Shape{}}, "");
}

AttrDef LearningRateAttr() {
  AttrDef lr;
  lr.name = "lr";
  lr.type = AttrType::kFloat;
  lr.doc = "learning rate, before the schedule";
  lr.min = 0;
  return lr;
}

AttrDef FloatAttr(std::string name, double fallback, double min, double max,
                  std::string doc) {
  AttrDef attr;
  attr.name = std::move(name);
  attr.type = AttrType::kFloat;
  attr.doc = std::move(doc);
  attr.fallback = fallback;
  attr.min = min;
  attr.max = max;
  return attr;
}

}  // namespace synfire
