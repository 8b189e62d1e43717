// The JSON header of a safetensors file:
//
//   {"__metadata__": {"format": "pt"},
//    "fc.weight": {"dtype": "F32", "shape": [10,784],
//                  "data_offsets": [0,31360]}}
//
// `__metadata__` is optional and maps strings to strings; every other key names
// a tensor.  Offsets are bytes [begin, end) of the data behind the header.
#ifndef SYNFIRE_DATA_SAFETENSORS_HEADER_H_
#define SYNFIRE_DATA_SAFETENSORS_HEADER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/shape.h"
#include "core/status.h"
#include "data/safetensors/stored_type.h"

namespace synfire {

// The longest header the format allows, in bytes.
constexpr int64_t kMaxSafetensorsHeader = 100'000'000;

constexpr absl::string_view kSafetensorsMetadataKey = "__metadata__";

struct SafetensorsEntry {
  std::string name;
  StoredType dtype = StoredType::kF32;
  Shape shape;
  int64_t begin = 0;
  int64_t end = 0;
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> tensors;  // By name.
  std::map<std::string, std::string> metadata;
};

// Reads the header's text.  Checks its form only: that it is JSON (to the
// byte), that each tensor has the three fields above with values of the right
// kind and nothing else, that no key comes twice.  Whether sizes and offsets
// agree with each other and the file is the reader's to check.  Deep nesting
// costs nothing: the first level too many is an error.
absl::StatusOr<SafetensorsHeader> ParseSafetensorsHeader(
    absl::string_view text);

// A name from a file, fit for a message: quoted, all but printable ASCII
// escaped, cut to a readable length.
std::string QuoteForMessage(absl::string_view name);

}  // namespace synfire

#endif  // SYNFIRE_DATA_SAFETENSORS_HEADER_H_
