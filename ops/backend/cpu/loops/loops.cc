#include "ops/backend/cpu/loops/loops.h"

namespace synfire {
namespace SYNFIRE_ISA {

extern const NormLoops kNormLoops;
extern const PoolLoops kPoolLoops;
extern const ElementLoops kElementLoops;
extern const UpdateLoops kUpdateLoops;
extern const PackedLoops kPackedLoops;
extern const Bf16Loops kBf16Loops;

extern const Loops kLoops = {kNormLoops,   kPoolLoops,   kElementLoops,
                             kUpdateLoops, kPackedLoops, kBf16Loops};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
