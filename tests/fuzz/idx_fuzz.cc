// Any bytes are an IDX array whose every element can be read, or an error that
// names the file; never more memory than the parser promises.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/match.h"
#include "core/status.h"
#include "data/gzip/gzip_stream.h"
#include "data/idx/idx.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace synfire;
  const absl::StatusOr<IdxArray> array =
      ParseIdx(std::vector<uint8_t>(data, data + size), "input");
  if (!array.ok()) {
    SYNFIRE_CHECK(absl::StartsWith(array.status().message(), "input: "));
    return 0;
  }
  SYNFIRE_CHECK(array->size() == array->shape().size());
  const int64_t bytes = array->size() * SizeOf(array->type());
  SYNFIRE_CHECK(bytes / kMaxDeflateRatio <= static_cast<int64_t>(size));
  // A value may be NaN; the check is that reading it stays in bounds, which
  // --config=asan watches.
  double sum = 0;
  for (int64_t i = 0; i < array->size(); ++i) sum += array->Value(i);
  volatile double sink = sum;
  static_cast<void>(sink);
  return 0;
}
