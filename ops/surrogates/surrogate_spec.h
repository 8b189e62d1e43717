// A surrogate as a model file names it, and the way from there to its struct.
#ifndef SYNFIRE_OPS_SURROGATES_SURROGATE_SPEC_H_
#define SYNFIRE_OPS_SURROGATES_SURROGATE_SPEC_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/spec/schema.h"
#include "core/spec/value.h"
#include "core/status.h"
#include "ops/surrogates/surrogate_list.h"

namespace synfire {

// REQUIRES: `name` is in the list and `attrs` is bound to its schema;
// SurrogateFromText makes nothing else.
struct SurrogateSpec {
  std::string name;
  Attrs attrs;

  // "atan(alpha = 2.0)", which SurrogateFromText reads back.
  std::string ToText() const;
};

// Reads "atan", "atan(alpha = 2)".  Errors: syntax, an unknown name (with the
// nearest valid one), and all that Schema::Bind refuses.
absl::StatusOr<SurrogateSpec> SurrogateFromText(absl::string_view text);

// The schemas of all surrogates, in the list's order.  Lives for ever.
const std::vector<Schema>& SurrogateSchemas();

// Calls f(surrogate) with the struct that `spec` means, its constants of type
// Real: VisitSurrogate<float>(spec, [&](auto surrogate) { ... }).
template <class Real, class F>
void VisitSurrogate(const SurrogateSpec& spec, F&& f) {
  ForEachSurrogate([&](auto family) {
    using Surrogate = typename decltype(family)::template Of<Real>;
    if (spec.name == Surrogate::kName) f(Surrogate::From(spec.attrs));
  });
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_SURROGATES_SURROGATE_SPEC_H_
