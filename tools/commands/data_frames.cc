#include "tools/commands/data_frames.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "data/events/framing.h"
#include "data/events/recording_file.h"
#include "data/events/spike_file.h"
#include "data/file_reader.h"
#include "data/safetensors/writer.h"
#include "tools/commands/amounts.h"

namespace synfire {
namespace {

constexpr int64_t kMostFrames = 1 << 16;

absl::StatusOr<Framing> FramingOf(const DataFramesOptions& options) {
  Framing framing;
  for (Framing::By by :
       {Framing::By::kTime, Framing::By::kDuration, Framing::By::kBins}) {
    if (options.by == Name(by)) framing.by = by;
  }
  const bool lasts = LastsDuration(framing.by);
  if (lasts != options.duration_us.has_value()) {
    return lasts ? UserError("--by ", options.by, " needs --duration-us")
                 : UserError("--duration-us needs --by duration");
  }
  if (framing.by != Framing::By::kDuration && !options.frames.has_value()) {
    return UserError("--by ", options.by, " needs --frames");
  }
  framing.frames = options.frames.value_or(kMostFrames);
  framing.duration_us = options.duration_us.value_or(0);
  return framing;
}

absl::StatusOr<TimeWindow> WindowOf(const DataFramesOptions& options) {
  TimeWindow window;
  if (options.trial.has_value()) {
    if (options.from.has_value() || options.to.has_value()) {
      return UserError(
          "--trial is a window of its own; leave out --from and "
          "--to");
    }
    return GestureWindow(options.file, *options.trial);
  }
  if (options.from.has_value()) window.begin = *options.from;
  if (options.to.has_value()) window.end = *options.to;
  return window;
}

absl::StatusOr<std::optional<Sensor>> SensorOf(
    const DataFramesOptions& options) {
  if (options.height.has_value() != options.width.has_value()) {
    return UserError("--height and --width need each other");
  }
  std::optional<Sensor> sensor;
  if (options.height.has_value()) {
    sensor = Sensor{*options.height, *options.width};
  }
  return sensor;
}

// [T,H,W,2] as [T,2,H,W].
std::vector<float> ChannelsFirst(const std::vector<float>& in, int64_t frames,
                                 int64_t pixels) {
  std::vector<float> out(in.size());
  for (int64_t t = 0; t < frames; ++t) {
    for (int64_t i = 0; i < 2 * pixels; ++i) {
      out[(t * 2 + i % 2) * pixels + i / 2] = in[t * 2 * pixels + i];
    }
  }
  return out;
}

// The recording in the file, or the spike train that is asked for.
absl::StatusOr<Recording> ReadInput(const DataFramesOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(const TimeWindow window, WindowOf(options));
  SYNFIRE_ASSIGN_OR_RETURN(const std::optional<Sensor> camera,
                           SensorOf(options));
  if (!options.sample.has_value()) {
    return ReadRecording(options.file, camera, window);
  }
  if (camera.has_value() || options.from.has_value() ||
      options.to.has_value() || options.trial.has_value()) {
    return UserError(
        "--sample is a spike train as a whole; leave out --from, --to, "
        "--trial, --height and --width");
  }
  SYNFIRE_ASSIGN_OR_RETURN(std::shared_ptr<const RandomAccess> file,
                           FileReader::Open(options.file));
  SYNFIRE_ASSIGN_OR_RETURN(const std::unique_ptr<SpikeFile> spikes,
                           SpikeFile::Open(std::move(file), std::nullopt));
  if (*options.sample >= spikes->size()) {
    return UserError(options.file, ": there is no sample ", *options.sample,
                     ", expected 0 to ", spikes->size() - 1);
  }
  Recording recording;
  recording.format = "HDF5";
  recording.sensor = {1, kSpikeUnits};
  SYNFIRE_RETURN_IF_ERROR(spikes->Read(*options.sample, &recording.events));
  return recording;
}

}  // namespace

absl::Status WriteDataFrames(const DataFramesOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(const Framing framing, FramingOf(options));
  SYNFIRE_ASSIGN_OR_RETURN(const Recording recording, ReadInput(options));
  if (recording.events.empty()) {
    return UserError(options.file, ": there is no event");
  }
  std::vector<EventRange> ranges;
  SYNFIRE_RETURN_IF_ERROR(
      Annotate(SplitEvents(recording.events, framing, &ranges),
               absl::StrCat(options.file, ": ")));
  // By duration there may be fewer; a network sees empty frames after them.
  const int64_t frames =
      options.frames.value_or(static_cast<int64_t>(ranges.size()));
  const Sensor& sensor = recording.sensor;
  const int64_t pixels = sensor.height * sensor.width;
  const bool spikes = options.sample.has_value();
  const Shape shape = spikes ? Shape({frames, kSpikeUnits})
                             : Shape({frames, 2, sensor.height, sensor.width});
  std::vector<float> counts(static_cast<size_t>(shape.size()));
  if (spikes) {
    CountSpikes(recording.events, ranges, kSpikeUnits, counts.data());
  } else {
    CountEvents(recording.events, ranges, sensor, counts.data());
    counts = ChannelsFirst(counts, frames, pixels);
  }
  const TensorToWrite tensor = {"frames", StoredType::kF32, shape,
                                AsBytes(absl::MakeConstSpan(counts))};
  SYNFIRE_RETURN_IF_ERROR(
      WriteSafetensors(options.out, {&tensor, 1},
                       {{"by", options.by}, {"format", recording.format}}));
  std::printf("%s: frames %s of %s events (%s) by %s\n", options.out.c_str(),
              shape.ToString().c_str(),
              Grouped(static_cast<int64_t>(recording.events.size())).c_str(),
              recording.format.c_str(), options.by.c_str());
  return absl::OkStatus();
}

}  // namespace synfire
