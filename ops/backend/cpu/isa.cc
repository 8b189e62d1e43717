#include "ops/backend/cpu/isa.h"

#include <initializer_list>

namespace synfire {

const char* Name(Isa isa) {
  switch (isa) {
    case Isa::kAvx512:
      return "avx512";
    case Isa::kAvx2:
      return "avx2";
    case Isa::kPortable:
      break;
  }
  return "portable";
}

bool MachineRuns(Isa isa) {
  switch (isa) {
    case Isa::kAvx512:
      return __builtin_cpu_supports("x86-64-v4");
    case Isa::kAvx2:
      return __builtin_cpu_supports("x86-64-v3");
    case Isa::kPortable:
      break;
  }
  return true;
}

Isa WidestIsa() {
  for (Isa isa : {Isa::kAvx512, Isa::kAvx2}) {
    if (MachineRuns(isa)) return isa;
  }
  return Isa::kPortable;
}

}  // namespace synfire
