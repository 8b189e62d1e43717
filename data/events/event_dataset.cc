#include "data/events/event_dataset.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>

#include "core/parallel.h"

namespace synfire {
namespace {

// Hands out memory to whoever reads: as much of it as there are readers.
class ScratchPool {
 public:
  std::unique_ptr<EventScratch> Take() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (free_.empty()) return std::make_unique<EventScratch>();
    std::unique_ptr<EventScratch> scratch = std::move(free_.back());
    free_.pop_back();
    return scratch;
  }
  void Return(std::unique_ptr<EventScratch> scratch) {
    std::lock_guard<std::mutex> lock(mutex_);
    free_.push_back(std::move(scratch));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<EventScratch>> free_;
};

class EventDataset : public Dataset, public EventSource {
 public:
  EventDataset(EventFiles files, const Framing& framing)
      : files_(std::move(files)),
        framing_(framing),
        shape_(files_.polarity ? Shape({framing.frames, files_.sensor.height,
                                        files_.sensor.width, 2})
                               : Shape({framing.frames, files_.sensor.width})) {
  }

  int64_t size() const override {
    return static_cast<int64_t>(files_.samples.size());
  }
  const Shape& sample_shape() const override { return shape_; }
  bool temporal() const override { return true; }
  int64_t classes() const override {
    return static_cast<int64_t>(files_.class_names.size());
  }
  const std::vector<std::string>& class_names() const override {
    return files_.class_names;
  }
  std::string SampleName(int64_t index) const override {
    return files_.samples[index].name;
  }
  const std::vector<SkippedSample>& skipped() const override {
    return skipped_;
  }
  const EventSource* events() const override { return this; }

  Sensor sensor() const override { return files_.sensor; }
  bool has_polarity() const override { return files_.polarity; }
  const Framing& framing() const override { return framing_; }
  int64_t LabelOf(int64_t index) const override {
    return files_.samples[index].label;
  }

  absl::Status ReadEvents(int64_t index, EventScratch* scratch) const override {
    const EventSample& sample = files_.samples[index];
    try {
      SYNFIRE_RETURN_IF_ERROR(files_.read(sample.file, sample.window, scratch));
    } catch (const std::bad_alloc&) {
      return absl::ResourceExhaustedError(
          absl::StrCat(Place(index), "its events do not fit into memory"));
    }
    if (!scratch->events.empty()) return absl::OkStatus();
    return UserError(Place(index), "there is no event");
  }

  absl::Status Read(int64_t index, float* sample,
                    int64_t* label) const override {
    std::unique_ptr<EventScratch> scratch = pool_.Take();
    const absl::Status status = ReadRanges(index, scratch.get());
    if (status.ok()) {
      std::fill_n(sample, shape_.size(), 0.0f);
      if (files_.polarity) {
        CountEvents(scratch->events, scratch->ranges, files_.sensor, sample);
      } else {
        CountSpikes(scratch->events, scratch->ranges, files_.sensor.width,
                    sample);
      }
      *label = files_.samples[index].label;
    }
    pool_.Return(std::move(scratch));
    return status;
  }

  // The first thing wrong with a file, as far as `check` sees.
  absl::Status CheckFiles() const {
    int64_t checked = -1;  // samples of a file are neighbours
    for (const EventSample& sample : files_.samples) {
      if (sample.file == checked) continue;
      checked = sample.file;
      const absl::Status status = files_.check(sample.file);
      // The data set is there, so a file that is not is a fault of it.
      if (!status.ok()) return UserError(status.message());
    }
    return absl::OkStatus();
  }

  // Leaves out the samples that cannot be read.
  absl::Status Skip() {
    std::vector<absl::Status> statuses(files_.samples.size());
    ParallelFor(size(), /*grain=*/16, [&](int64_t begin, int64_t end) {
      std::unique_ptr<EventScratch> scratch = pool_.Take();
      for (int64_t i = begin; i < end; ++i) {
        statuses[i] = ReadRanges(i, scratch.get());
      }
      pool_.Return(std::move(scratch));
    });
    std::vector<EventSample> kept;
    for (size_t i = 0; i < statuses.size(); ++i) {
      EventSample& sample = files_.samples[i];
      if (statuses[i].ok()) {
        kept.push_back(std::move(sample));
      } else {
        skipped_.push_back(
            {std::move(sample.name), std::string(statuses[i].message())});
      }
    }
    files_.samples = std::move(kept);
    if (size() > 0) return absl::OkStatus();
    return UserError("none of ", skipped_.size(),
                     " samples can be read; the first: ", skipped_[0].error);
  }

 private:
  absl::Status ReadRanges(int64_t index, EventScratch* scratch) const {
    SYNFIRE_RETURN_IF_ERROR(ReadEvents(index, scratch));
    return Annotate(SplitEvents(scratch->events, framing_, &scratch->ranges),
                    Place(index));
  }

  // "folder/name: "
  std::string Place(int64_t index) const {
    return absl::StrCat(files_.folder, "/", files_.samples[index].name, ": ");
  }

  EventFiles files_;
  const Framing framing_;
  const Shape shape_;
  std::vector<SkippedSample> skipped_;
  mutable ScratchPool pool_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Dataset>> MakeEventDataset(
    EventFiles files, const Framing& framing, bool skip) {
  SYNFIRE_CHECK(!files.samples.empty());
  auto dataset = std::make_unique<EventDataset>(std::move(files), framing);
  SYNFIRE_RETURN_IF_ERROR(skip ? dataset->Skip() : dataset->CheckFiles());
  return dataset;
}

}  // namespace synfire
