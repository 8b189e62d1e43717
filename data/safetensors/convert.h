// The numbers of a stored tensor as a C++ type, in C order.
#ifndef SYNFIRE_DATA_SAFETENSORS_CONVERT_H_
#define SYNFIRE_DATA_SAFETENSORS_CONVERT_H_

#include <cstdint>
#include <vector>

#include "core/status.h"
#include "data/safetensors/reader.h"

namespace synfire {

// From F64, F32, F16, BF16, the integer types and BOOL (0 and 1).  What the
// target cannot hold exactly is rounded to nearest, ties to even; infinities
// and NaNs are kept.  Errors name the file, the tensor and the element: another
// type; a finite F64 outside the range of float; a BOOL that is neither 0
// nor 1.
absl::StatusOr<std::vector<float>> ReadAsF32(const TensorView& tensor);
absl::StatusOr<std::vector<double>> ReadAsF64(const TensorView& tensor);

// From the integer types alone, exactly.  Errors: another type; a U64 above
// 2^63-1.
absl::StatusOr<std::vector<int64_t>> ReadAsI64(const TensorView& tensor);

}  // namespace synfire

#endif  // SYNFIRE_DATA_SAFETENSORS_CONVERT_H_
