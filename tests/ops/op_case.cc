#include "tests/ops/op_case.h"

namespace synfire {
namespace {

// Cases register from other translation units' initialisers, so the list must
// not wait for its own.
std::vector<OpCase>& MutableCases() {
  static auto* cases = new std::vector<OpCase>;
  return *cases;
}

}  // namespace

void AddOpCases(const std::vector<OpCase>& cases) {
  MutableCases().insert(MutableCases().end(), cases.begin(), cases.end());
}

const std::vector<OpCase>& OpCases() { return MutableCases(); }

}  // namespace synfire
