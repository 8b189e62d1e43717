// Whatever the text: an error that says something, or attributes that read back
// from their own text.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/spec/call.h"
#include "core/spec/schema.h"

namespace synfire {
namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

void RequireSaysWhere(const absl::Status& status) {
  Require(status.message().substr(0, 7) == "column ");
}

// Every type of attribute, with names that short mutations reach.
Schema EveryType() {
  AttrDef x{"x", AttrType::kFloat, "", AttrValue(0.5), "ms"};
  x.min = 0;
  x.min_exclusive = true;
  x.none_allowed = true;
  AttrDef k{"k", AttrType::kInts, "", AttrValue(int64_t{3})};
  k.length = 2;
  Schema schema("layer", "f", "");
  schema.Bool("b", true, "")
      .Int("i", 1, -8, 1e18, "")
      .Attr(x)
      .Attr(k)
      .Attr({"l", AttrType::kInts, "", AttrValue(std::vector<int64_t>())})
      .Symbol("s", "ADD", {"ADD", "AND"}, "")
      .Attr({"t", AttrType::kText, "", AttrValue(std::string())})
      .Attr({"c", AttrType::kCall, "", AttrValue(std::string("atan"))});
  return schema;
}

const Scope& Parameters() {
  static const Scope* const scope =
      new Scope{{"n", int64_t{64}},
                {"r", 0.25},
                {"y", true},
                {"z", None{}},
                {"q", std::vector<int64_t>{3, 1}},
                {"g", std::string("atan(alpha = 2)")},
                {"p", std::string("a \"b\"")}};
  return *scope;
}

void CheckExpression(absl::string_view text) {
  const auto expression = Expression::Parse(text);
  if (!expression.ok()) return RequireSaysWhere(expression.status());
  const auto value = expression->Evaluate(Parameters());
  if (!value.ok()) return RequireSaysWhere(value.status());
  const double* number = std::get_if<double>(&*value);
  Require(number == nullptr || std::isfinite(*number));

  const std::string written = ToText(*value);
  if (written.size() > 60000) return;  // quotes may take it past the limit
  const auto again = Expression::Parse(written);
  Require(again.ok());
  const auto read = again->Evaluate(Scope());
  Require(read.ok() && read->index() == value->index() && *read == *value);
}

void CheckCall(absl::string_view text) {
  static const Schema* const schema = new Schema(EveryType());
  const auto call = Call::Parse(text);
  if (!call.ok()) return RequireSaysWhere(call.status());
  const auto attrs = schema->Bind(*call, Parameters());
  if (!attrs.ok()) return RequireSaysWhere(attrs.status());
  Require(attrs->entries().size() == schema->attrs().size());
  const auto again = schema->Bind(*attrs);
  Require(again.ok() && *again == *attrs);

  const std::string written = absl::StrCat("f(", attrs->ToText(), ")");
  if (written.size() > 60000) return;
  const auto reread = Call::Parse(written);
  Require(reread.ok());
  const auto rebound = schema->Bind(*reread, Scope());
  Require(rebound.ok() && *rebound == *attrs);
}

}  // namespace
}  // namespace synfire

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  synfire::CheckExpression(text);
  synfire::CheckCall(text);
  return 0;
}
