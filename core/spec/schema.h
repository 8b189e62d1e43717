// What a call may say: the attributes of a layer, neuron, optimizer, ... with
// types, units, ranges and defaults.  The schema checks files, fills defaults,
// and is what `synfire ops` prints.
#ifndef SYNFIRE_CORE_SPEC_SCHEMA_H_
#define SYNFIRE_CORE_SPEC_SCHEMA_H_

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/spec/call.h"
#include "core/spec/nearest_name.h"
#include "core/spec/value.h"
#include "core/status.h"

namespace synfire {

enum class AttrType {
  kBool,
  kInt,
  kFloat,
  kSymbol,  // one of `choices`
  kText,    // any string, such as a path
  kInts,    // a list; where `length` is set, one integer stands for all
  kFloats,  // the same of numbers; without `length`, one is a list of one
  kCall,    // a nested call, kept as canonical text; checked by its own schema
};

struct AttrDef {
  std::string name;
  AttrType type = AttrType::kInt;
  std::string doc;                      // one line
  std::optional<AttrValue> fallback{};  // no fallback: the call must say it
  std::string unit{};                   // "ms", "steps", "" where none
  double min = -std::numeric_limits<double>::infinity();  // inclusive
  double max = std::numeric_limits<double>::infinity();   // inclusive
  bool min_exclusive = false;
  bool none_allowed = false;
  std::vector<std::string> choices{};
  int length = 0;  // kInts, kFloats: the exact length, 0 for any
};

class Schema {
 public:
  // `kind` is the noun for messages: "layer", "neuron", "optimizer".
  Schema(std::string kind, std::string name, std::string doc)
      : kind_(std::move(kind)), name_(std::move(name)), doc_(std::move(doc)) {}

  // Attributes in the order in which they are printed.  REQUIRES: the name is
  // new, the fallback is a value that the definition itself accepts, a kSymbol
  // has choices; aborts otherwise, saying which.
  Schema& Attr(AttrDef def);
  // The same for common cases.  `fallback` as in AttrDef.
  Schema& Bool(std::string name, std::optional<bool> fallback, std::string doc);
  Schema& Int(std::string name, std::optional<int64_t> fallback, double min,
              double max, std::string doc);
  Schema& Float(std::string name, std::optional<double> fallback, double min,
                double max, std::string unit, std::string doc);
  Schema& Symbol(std::string name, std::optional<std::string> fallback,
                 std::vector<std::string> choices, std::string doc);

  const std::string& kind() const { return kind_; }
  const std::string& name() const { return name_; }
  const std::string& doc() const { return doc_; }
  const std::vector<AttrDef>& attrs() const { return attrs_; }
  // Null where there is none.  Owned by the schema.
  const AttrDef* Find(absl::string_view name) const;

  // The call's arguments, evaluated, type- and range-checked, with defaults
  // filled in, in schema order.  Errors: an unknown name (with the nearest
  // valid one), a missing attribute, a wrong type, a value out of range; e.g.
  //   column 27: conv2d: 'kernal' is no attribute; did you mean 'kernel'?
  //   column 9: lif: tau = 0.5 steps is out of range; expected > 1
  absl::StatusOr<Attrs> Bind(const Call& call, const Scope& scope) const;
  // The same for values that are not from text (tests, IR).
  absl::StatusOr<Attrs> Bind(const Attrs& given) const;

 private:
  absl::Status UnknownName(absl::string_view name) const;
  absl::StatusOr<Attrs> Complete(Attrs given) const;

  std::string kind_, name_, doc_;
  std::vector<AttrDef> attrs_;
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_SPEC_SCHEMA_H_
