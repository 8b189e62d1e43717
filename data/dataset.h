// A labelled collection of samples that can be read in any order.
#ifndef SYNFIRE_DATA_DATASET_H_
#define SYNFIRE_DATA_DATASET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/shape.h"
#include "core/status.h"
#include "data/sample_draw.h"

namespace synfire {

class EventSource;

// A sample that a data set leaves out, and why.
struct SkippedSample {
  std::string name;
  std::string error;
};

// Invariants, checked when a data set is opened: size() > 0, every sample has
// sample_shape(), and every label lies in [0, classes()).
//
// Pixels that a file stores as u8 are read as f32, value / 255: 0 is
// background, 1 is full ink.  Whitening is a transform's business.
class Dataset {
 public:
  virtual ~Dataset() = default;

  virtual int64_t size() const = 0;

  // [H,W,C] for stills, [T,H,W,C] where temporal().
  virtual const Shape& sample_shape() const = 0;
  virtual bool temporal() const { return false; }

  virtual int64_t classes() const = 0;
  // One name a class, in label order.
  virtual const std::vector<std::string>& class_names() const = 0;

  // What a sample was made from, such as a file's name within the data set's
  // folder; "" where samples have no names.  REQUIRES: as for Read.
  virtual std::string SampleName(int64_t index) const {
    static_cast<void>(index);
    return "";
  }

  // The samples that are not counted in size() because they cannot be read,
  // which a data set may be told to bear (on_error = SKIP).
  virtual const std::vector<SkippedSample>& skipped() const {
    static const auto* const none = new std::vector<SkippedSample>;
    return *none;
  }

  // The recordings behind the samples, where they come from an event camera
  // (data/events/event_source.h); else null.
  virtual const EventSource* events() const { return nullptr; }

  // Writes sample `index`, sample_shape().size() floats in C order, and its
  // label.  Any number of threads may read at once.  An error names the file
  // and the reason; the outputs are then unspecified.  Does not throw.
  // REQUIRES: 0 <= index < size().
  virtual absl::Status Read(int64_t index, float* sample,
                            int64_t* label) const = 0;

  // Read for an epoch of training: what the data set chooses at random while it
  // reads, such as the part of a photograph, is drawn from `draw`, which has
  // kDraws numbers, and differs from epoch to epoch.  Read makes the choice of
  // its own that never changes.  A data set that chooses nothing leaves this.
  static constexpr int kDraws = 32;
  virtual absl::Status ReadDrawn(const SampleDraw& draw, int64_t index,
                                 float* sample, int64_t* label) const {
    static_cast<void>(draw);
    return Read(index, sample, label);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_DATASET_H_
