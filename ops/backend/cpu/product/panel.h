// Columns that a matrix product makes at a time.
// Included by sources of cc_isa_library alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_PRODUCT_PANEL_H_
#define SYNFIRE_OPS_BACKEND_CPU_PRODUCT_PANEL_H_

#include "core/simd.h"

namespace synfire {
namespace SYNFIRE_ISA {

// Two vectors: with a row each, their sums fill the registers.
constexpr int kPanelVectors = 2;
constexpr int kPanel = kPanelVectors * kFloatLanes;

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_PRODUCT_PANEL_H_
