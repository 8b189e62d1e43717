// Builds the bytes of a safetensors file, right or wrong on purpose.
#ifndef SYNFIRE_TESTS_DATA_SAFETENSORS_BYTES_H_
#define SYNFIRE_TESTS_DATA_SAFETENSORS_BYTES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace synfire {

// The 8 bytes of `length`, then the two texts.
inline std::string FileOfLength(uint64_t length, absl::string_view header,
                                absl::string_view data) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(length >> 8 * i);
  bytes.append(header.begin(), header.end());
  bytes.append(data.begin(), data.end());
  return bytes;
}

inline std::string FileOf(absl::string_view header, absl::string_view data) {
  return FileOfLength(header.size(), header, data);
}

inline absl::Span<const uint8_t> SpanOf(const std::string& bytes) {
  return {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()};
}

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DATA_SAFETENSORS_BYTES_H_
