#include "data/transform/draw_frames.h"
#include "data/transform/flip.h"
#include "data/transform/normalize.h"
#include "data/transform/registry.h"
#include "data/transform/shift.h"

namespace synfire {

const std::vector<TransformDef>& AllTransforms() {
  static const auto* const all = new std::vector<TransformDef>{
      FlipDef(), ShiftDef(), CropDef(), NormalizeDef(), DrawFramesDef(),
  };
  return *all;
}

}  // namespace synfire
