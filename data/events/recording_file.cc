#include "data/events/recording_file.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "data/aedat/aedat2.h"
#include "data/aedat/aedat3.h"
#include "data/aedat/header.h"
#include "data/atis/atis.h"
#include "data/events/gesture_lists.h"
#include "data/events/n_caltech101.h"
#include "data/events/nmnist.h"
#include "data/file_bytes.h"
#include "data/file_reader.h"

namespace synfire {
namespace {

// Train/<digit>/NAME or Test/<digit>/NAME.
bool LiesInNmnist(const std::string& path) {
  const std::filesystem::path folder =
      std::filesystem::path(path).parent_path();
  const std::string digit = folder.filename().string();
  const std::string part = folder.parent_path().filename().string();
  return digit.size() == 1 && digit[0] >= '0' && digit[0] <= '9' &&
         (part == "Train" || part == "Test");
}

absl::Status ReadAtis(const std::string& path,
                      const std::optional<Sensor>& sensor,
                      Recording* recording) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<uint8_t> bytes,
                           ReadFileBytes(path));
  recording->format = "ATIS";
  recording->sensor = sensor.value_or(kNmnistSensor);
  const absl::Status status =
      ParseAtis(bytes, path, recording->sensor, &recording->events);
  if (status.ok() || sensor.has_value() || LiesInNmnist(path)) return status;
  recording->sensor = kCaltech101Sensor;
  return ParseAtis(bytes, path, recording->sensor, &recording->events);
}

absl::Status ReadAedat2(const std::string& path, Recording* recording) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<uint8_t> bytes,
                           ReadFileBytes(path));
  recording->format = "AEDAT 2.0";
  recording->sensor = kDvs128;
  return ParseAedat2(bytes, path, &recording->events);
}

absl::Status ReadAedat3(std::unique_ptr<FileReader> file,
                        const TimeWindow& window,
                        const std::optional<Sensor>& sensor,
                        Recording* recording) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::unique_ptr<Aedat3Recording> open,
                           Aedat3Recording::Open(std::move(file)));
  recording->format = "AEDAT 3.1";
  recording->sensor = sensor.value_or(kDvs128);
  std::vector<uint8_t> scratch;
  return open->Read(window, recording->sensor, &scratch, &recording->events);
}

}  // namespace

absl::StatusOr<Recording> ReadRecording(const std::string& path,
                                        const std::optional<Sensor>& sensor,
                                        const TimeWindow& window) {
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<FileReader> file,
                           FileReader::Open(path));
  SYNFIRE_ASSIGN_OR_RETURN(const std::string version, AedatVersion(*file));
  Recording recording;
  if (version == "3.1") {
    SYNFIRE_RETURN_IF_ERROR(
        ReadAedat3(std::move(file), window, sensor, &recording));
    return recording;
  }
  if (version == "2.0") {
    if (sensor.has_value()) {
      return UserError(path, ": AEDAT 2.0 is read as a DVS128's, which has ",
                       kDvs128.width, "x", kDvs128.height, " pixels");
    }
    SYNFIRE_RETURN_IF_ERROR(ReadAedat2(path, &recording));
  } else if (version.empty() && absl::EndsWith(path, ".bin")) {
    SYNFIRE_RETURN_IF_ERROR(ReadAtis(path, sensor, &recording));
  } else if (absl::EndsWith(path, ".h5")) {
    return UserError(path,
                     ": an HDF5 file holds the recordings of a data set; name "
                     "its folder, or for `data frames` say --sample");
  } else {
    return UserError(
        path,
        version.empty() ? ": byte 0: the file is no recording"
                        : absl::StrCat(": byte 9: the file is AEDAT ", version),
        ", expected AEDAT 2.0, AEDAT 3.1 or, with the ending .bin, ATIS");
  }
  const auto outside = [&](const Event& event) {
    return !window.Holds(event.t);
  };
  recording.events.erase(
      std::remove_if(recording.events.begin(), recording.events.end(), outside),
      recording.events.end());
  return recording;
}

absl::StatusOr<TimeWindow> GestureWindow(const std::string& path, int row) {
  const std::string labels =
      absl::StrCat(absl::StripSuffix(path, ".aedat"), "_labels.csv");
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<uint8_t> bytes,
                           ReadFileBytes(labels));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<GestureTrial> trials,
      ParseGestureLabels(std::string(bytes.begin(), bytes.end()), labels));
  if (row >= 1 && row <= static_cast<int>(trials.size())) {
    return trials[row - 1].window;
  }
  return UserError(labels, ": there is no row ", row, ", expected 1 to ",
                   trials.size());
}

}  // namespace synfire
