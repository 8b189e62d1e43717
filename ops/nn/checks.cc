#include "ops/nn/checks.h"

#include <limits>

#include "graph/op/real.h"

namespace synfire {
namespace {

absl::string_view TimeName(const Type& type) {
  return type.temporal() ? "temporal" : "static";
}

}  // namespace

absl::Status ExpectTensor(const InferContext& context, int i) {
  const Type& type = context.input(i);
  const std::string name = context.input_name(i);
  SYNFIRE_RETURN_IF_ERROR(ExpectReal(name, type.dtype));
  if (type.dtype != context.input(0).dtype) {
    return UserError(name, " is ", Name(type.dtype), ", expected ",
                     Name(context.input(0).dtype), " like ",
                     context.input_name(0));
  }
  if (type.shape.size() == 0) {
    return UserError(name, " is ", type.shape.ToString(),
                     ", expected no empty axis");
  }
  return absl::OkStatus();
}

absl::Status ExpectTensor(const InferContext& context, int i, int rank) {
  SYNFIRE_RETURN_IF_ERROR(context.ExpectRank(i, rank));
  return ExpectTensor(context, i);
}

absl::Status ExpectChannels(const InferContext& context, int i) {
  if (context.shape(i).rank() == 0) {
    return UserError(context.input_name(i),
                     " is [], expected at least 1 axis [*,C]");
  }
  return ExpectTensor(context, i);
}

absl::Status ExpectStatic(const InferContext& context, int i) {
  if (!context.input(i).temporal()) return absl::OkStatus();
  return UserError(context.input_name(i),
                   " is temporal, expected static: one for all time steps");
}

absl::Status ExpectPerChannel(const InferContext& context, int i, int of) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, i));
  SYNFIRE_RETURN_IF_ERROR(ExpectStatic(context, i));
  return context.ExpectShape(
      i, Shape{context.shape(of).back()},
      absl::StrCat("one for each channel of ", context.input_name(of)));
}

absl::Status ExpectSameType(const InferContext& context, int i, int like) {
  SYNFIRE_RETURN_IF_ERROR(ExpectTensor(context, i));
  SYNFIRE_RETURN_IF_ERROR(context.ExpectShape(
      i, context.shape(like), absl::StrCat("like ", context.input_name(like))));
  if (context.input(i).time == context.input(like).time) {
    return absl::OkStatus();
  }
  return UserError(context.input_name(i), " is ", TimeName(context.input(i)),
                   ", ", context.input_name(like), " is ",
                   TimeName(context.input(like)));
}

int64_t ProductOrMax(std::initializer_list<int64_t> factors) {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  int64_t product = 1;
  for (int64_t factor : factors) {
    if (__builtin_mul_overflow(product, factor, &product)) return kMax;
  }
  return product;
}

}  // namespace synfire
