// Writes scalars for TensorBoard.
//
// A file is a sequence of records, all numbers little-endian:
//
//   u64 length | u32 crc of those 8 bytes | data | u32 crc of the data
//
// where crc is MaskedCrc32c (crc32c.h) and data a serialised Event
// (event.proto), the first one holding file_version "brain.Event:2".
#ifndef SYNFIRE_TOOLS_RUN_DIRECTORY_EVENT_WRITER_H_
#define SYNFIRE_TOOLS_RUN_DIRECTORY_EVENT_WRITER_H_

#include <cstdint>
#include <string>

#include "absl/types/span.h"
#include "core/status.h"
#include "tools/run_directory/append_file.h"

namespace synfire {

struct Scalar {
  std::string tag;  // "train/loss"; TensorBoard groups by what precedes '/'.
  float value;
};

// Times are in seconds since 1970.  Every call reaches the file before it
// returns; errors are AppendFile's.  One thread at a time.
class EventWriter {
 public:
  // A new file events.out.tfevents.<time>.<host>.<process>.<n> in `directory`,
  // n the first number that is free.  TensorBoard joins a directory's files, so
  // a resumed run begins another one.
  static absl::StatusOr<EventWriter> Create(const std::string& directory,
                                            double wall_time);

  // All `scalars` at `step`, as one record.
  absl::Status WriteScalars(int64_t step, absl::Span<const Scalar> scalars,
                            double wall_time);

  // The run begins again at `step`: TensorBoard forgets what earlier files say
  // about that step and all later ones.
  absl::Status WriteRestart(int64_t step, double wall_time);

  const std::string& path() const { return file_.path(); }

 private:
  explicit EventWriter(AppendFile file) : file_(std::move(file)) {}

  AppendFile file_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_RUN_DIRECTORY_EVENT_WRITER_H_
