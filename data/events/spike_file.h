// A file of spike trains as the Heidelberg data sets have them, HDF5:
//
//   /spikes/times   N rows of reals: seconds, never backwards
//   /spikes/units   N rows of integers: which of the 700 units, from 0
//   /labels         N integers: the class
//   /extra/keys     names of the classes; may be absent
//
// Numbers may have any width.  Times become whole microseconds, rounded down,
// so that a frame of D microseconds holds what it would without rounding.
#ifndef SYNFIRE_DATA_EVENTS_SPIKE_FILE_H_
#define SYNFIRE_DATA_EVENTS_SPIKE_FILE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/status.h"
#include "data/events/event.h"
#include "data/hdf5/hdf5_file.h"
#include "data/random_access.h"
#include "data/scratch_pool.h"

namespace synfire {

// Channels of the cochlea model: x of an event; y is 0.
inline constexpr int64_t kSpikeUnits = 700;

class SpikeFile {
 public:
  // Of a file with so many classes, where that is known.  Errors name the file
  // and what is missing or of another type or size.
  static absl::StatusOr<std::unique_ptr<SpikeFile>> Open(
      std::shared_ptr<const RandomAccess> file, std::optional<int64_t> classes);

  int64_t size() const { return times_.size(); }
  // As the file has it; may be out of range: Check.
  int64_t LabelOf(int64_t index) const { return labels_[index]; }
  // One a class: "0", "1", ... where the file has none; none where it has none
  // and their number is not known.
  const std::vector<std::string>& class_names() const { return names_; }

  // Whether the label of a sample is a class.
  absl::Status Check(int64_t index) const;
  // Replaces `events` by the spikes of a sample, all of polarity 0.  Errors
  // begin with the file and say which spike of which sample is wrong and why.
  // Any number of threads may read at once.
  absl::Status Read(int64_t index, Events* events) const;

 private:
  struct Scratch {
    std::vector<uint8_t> bytes;
    std::vector<double> times;
    std::vector<int64_t> units;
  };

  SpikeFile() = default;
  absl::Status Decode(int64_t index, Scratch* scratch, Events* events) const;

  std::string name_;
  std::optional<int64_t> classes_;
  Hdf5Array times_, units_;
  std::vector<int64_t> labels_;
  std::vector<std::string> names_;
  mutable ScratchPool<Scratch> pool_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_SPIKE_FILE_H_
