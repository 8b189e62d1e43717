// The logical type of a value: element type, extent, and its relation to time.
#ifndef SYNFIRE_GRAPH_IR_TYPE_H_
#define SYNFIRE_GRAPH_IR_TYPE_H_

#include <cstdint>
#include <string>

#include "core/dtype.h"
#include "core/shape.h"
#include "core/status.h"

namespace synfire {

// Static: one array serves all time steps (weights, a still image).
// Temporal: T arrays of `shape`, the time axis outermost.
enum class Time { kStatic, kTemporal };

struct Type {
  DType dtype = DType::kF32;
  Shape shape;
  Time time = Time::kStatic;

  bool temporal() const { return time == Time::kTemporal; }
  // Elements in all time steps.
  int64_t Elements(int64_t steps) const {
    return shape.size() * (temporal() ? steps : 1);
  }

  // An error where the elements of all steps take more than 2^60 bytes.
  absl::Status CheckSize(int64_t steps) const;

  // "f32[64,10]", or "f32 t[64,10]" for a temporal value; and back.
  std::string ToString() const;
  static absl::StatusOr<Type> FromString(absl::string_view text);

  friend bool operator==(const Type& a, const Type& b) {
    return a.dtype == b.dtype && a.shape == b.shape && a.time == b.time;
  }
  friend bool operator!=(const Type& a, const Type& b) { return !(a == b); }
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IR_TYPE_H_
