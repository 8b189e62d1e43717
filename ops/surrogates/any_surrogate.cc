#include "ops/surrogates/any_surrogate.h"

namespace synfire {

template <class Real>
template <class Surrogate>
struct AnySurrogate<Real>::FunctionsOf : Functions {
  explicit FunctionsOf(const Surrogate& g) : surrogate(g) {}
  Real Derivative(Real u) const override { return surrogate.Derivative(u); }
  Real Primitive(Real u) const override { return surrogate.Primitive(u); }

  const Surrogate surrogate;
};

template <class Real>
AnySurrogate<Real>::AnySurrogate(const SurrogateSpec& spec) {
  VisitSurrogate<Real>(spec, [&](auto g) {
    functions_ = std::make_shared<const FunctionsOf<decltype(g)>>(g);
  });
  SYNFIRE_CHECK(functions_ != nullptr);
}

template class AnySurrogate<float>;
template class AnySurrogate<double>;

}  // namespace synfire
