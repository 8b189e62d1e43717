// Runs a reference kernel for the real type of its problem: f32, or f64 in
// the strict check mode.
#ifndef SYNFIRE_GRAPH_OP_REAL_H_
#define SYNFIRE_GRAPH_OP_REAL_H_

#include "core/status.h"
#include "graph/op/kernel.h"

namespace synfire {

// Calls body(float{}) or body(double{}).  REQUIRES: dtype is f32 or f64; shape
// rules refuse others.
template <typename Body>
void VisitReal(DType dtype, Body&& body) {
  if (dtype == DType::kF64) {
    body(double{});
  } else {
    SYNFIRE_CHECK(dtype == DType::kF32);
    body(float{});
  }
}

// "x is i64, expected f32 or f64".
inline absl::Status ExpectReal(absl::string_view name, DType dtype) {
  if (dtype == DType::kF32 || dtype == DType::kF64) return absl::OkStatus();
  return UserError(name, " is ", Name(dtype), ", expected f32 or f64");
}

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_OP_REAL_H_
