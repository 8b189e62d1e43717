#include "ops/nn/operands/operands.h"

namespace synfire {
namespace {

constexpr char kName[] = "operands";
constexpr char kResult[] = "result";
constexpr char kF32[] = "f32";
constexpr char kBf16[] = "bf16";

}  // namespace

AttrDef OperandsAttr() {
  AttrDef def{kName, AttrType::kSymbol,
              "f32: as they are; bf16: rounded to bfloat16 before they are "
              "multiplied"};
  def.choices = {kF32, kBf16};
  def.fallback = std::string(kF32);
  return def;
}

AttrDef LayerOperandsAttr() {
  AttrDef def = OperandsAttr();
  def.doc += "; none: as the run's precision says";
  def.none_allowed = true;
  def.fallback = None();
  return def;
}

AttrDef ResultAttr() {
  AttrDef def{kResult, AttrType::kSymbol,
              "f32: as it was added up; bf16: rounded to bfloat16"};
  def.choices = {kF32, kBf16};
  def.fallback = std::string(kF32);
  return def;
}

absl::StatusOr<std::string> OperandsOf(const LayerContext& context) {
  const std::string operands = context.attrs().IsNone(kName)
                                   ? std::string(Name(context.operands()))
                                   : context.attrs().String(kName);
  if (operands == kBf16 && context.dtype() != DType::kF32) {
    return UserError("operands = bf16 rounds f32, the network is ",
                     Name(context.dtype()));
  }
  return operands;
}

bool RoundsOperands(const Attrs& attrs) { return attrs.String(kName) == kBf16; }

bool RoundsResult(const Attrs& attrs) { return attrs.String(kResult) == kBf16; }

absl::Status ExpectRoundedOperands(const Attrs& attrs) {
  if (!RoundsResult(attrs) || RoundsOperands(attrs)) return absl::OkStatus();
  return UserError("result = bf16 needs operands = bf16");
}

Attrs WithoutResult(const Attrs& attrs) {
  Attrs others;
  for (const auto& [name, value] : attrs.entries()) {
    if (name != kResult) others.Set(name, value);
  }
  return others;
}

}  // namespace synfire
