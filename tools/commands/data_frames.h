// `synfire data frames`: a recording as a network would see it.
#ifndef SYNFIRE_TOOLS_COMMANDS_DATA_FRAMES_H_
#define SYNFIRE_TOOLS_COMMANDS_DATA_FRAMES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "core/status.h"

namespace synfire {

struct DataFramesOptions {
  std::string file, out;
  std::string by = "number";
  std::optional<int64_t> frames, duration_us;
  std::optional<int64_t> from, to;  // microseconds
  std::optional<int> trial;         // a row of DVS Gesture's labels
  std::optional<int64_t> height, width;
  std::optional<int64_t> sample;  // of an HDF5 file of spike trains, from 0
};

// Writes the tensor "frames", f32 [T,2,H,W], channel 0 = OFF and 1 = ON, counts
// of events (data/events/framing.h), to options.out; of spike trains [T,700].
// Errors: options that do not go together, those of reading and framing.
absl::Status WriteDataFrames(const DataFramesOptions& options);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_DATA_FRAMES_H_
