#include "ops/backend/cpu/neuron_scan/bound_slopes.h"

#include "ops/surrogates/surrogate_spec.h"

namespace synfire {
namespace {

SurrogateSlopes SlopesFor(Isa isa, int surrogate) {
  return isa == Isa::kAvx512 ? avx512::FindSlopes(surrogate)
         : isa == Isa::kAvx2 ? avx2::FindSlopes(surrogate)
                             : portable::FindSlopes(surrogate);
}

}  // namespace

BoundSlopes SlopesOf(const Attrs& attrs, Isa isa) {
  const auto spec = SurrogateFromText(attrs.String("surrogate"));
  SYNFIRE_CHECK(spec.ok());
  BoundSlopes bound = {};
  int place = 0;
  ForEachSurrogate([&](auto family) {
    using Surrogate = typename decltype(family)::template Of<float>;
    if (spec->name == Surrogate::kName) {
      bound.slopes = SlopesFor(isa, place);
      bound.surrogate.Set(Surrogate::From(spec->attrs));
    }
    ++place;
  });
  SYNFIRE_CHECK(bound.slopes != nullptr);
  return bound;
}

}  // namespace synfire
