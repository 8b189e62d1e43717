// Forms (graph/op/kernel.h) in tests, element by element.
#ifndef SYNFIRE_TESTS_OPS_PACKED_BYTES_H_
#define SYNFIRE_TESTS_OPS_PACKED_BYTES_H_

#include "graph/op/kernel.h"
#include "tests/ops/run_guarded.h"

namespace synfire {

// Whether the f32 elements `plain` of a value of `type` can be packed in
// `form`.
bool FitsForm(const Type& type, const Bytes& plain, Form form);

// REQUIRES: FitsForm, or kBf16, to which it rounds.
Bytes Pack(const Bytes& plain, Form form);
// The f32 elements of a value of `elements` elements.
Bytes Unpack(const Bytes& packed, int64_t elements, Form form);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_PACKED_BYTES_H_
