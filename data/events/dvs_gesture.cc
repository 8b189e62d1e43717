#include "data/events/dvs_gesture.h"

#include <unistd.h>

#include <utility>

#include "absl/strings/strip.h"
#include "data/aedat/aedat2.h"
#include "data/aedat/aedat3.h"
#include "data/events/event_attrs.h"
#include "data/events/event_dataset.h"
#include "data/events/gesture_lists.h"
#include "data/file_bytes.h"
#include "data/file_reader.h"

namespace synfire {
namespace {

constexpr char kName[] = "dvs_gesture";
constexpr char kTrain[] = "trials_to_train.txt";
constexpr char kTest[] = "trials_to_test.txt";
const char* const kClasses[kGestures] = {"hand_clapping",
                                         "right_hand_wave",
                                         "left_hand_wave",
                                         "right_arm_clockwise",
                                         "right_arm_counter_clockwise",
                                         "left_arm_clockwise",
                                         "left_arm_counter_clockwise",
                                         "arm_roll",
                                         "air_drums",
                                         "air_guitar",
                                         "other_gestures"};

using Recordings =
    std::vector<absl::StatusOr<std::unique_ptr<Aedat3Recording>>>;

bool Exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

// The folder is there, so a list that is not is a fault of the data.
absl::StatusOr<std::string> ReadText(const std::string& path) {
  const absl::StatusOr<std::vector<uint8_t>> bytes = ReadFileBytes(path);
  if (!bytes.ok()) return UserError(bytes.status().message());
  return std::string(bytes->begin(), bytes->end());
}

absl::StatusOr<std::unique_ptr<Aedat3Recording>> OpenRecording(
    const std::string& path) {
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<FileReader> file,
                           FileReader::Open(path));
  return Aedat3Recording::Open(std::move(file));
}

// The rows of a recording's csv as samples of the file number `file`.
absl::Status AddSamples(const std::string& folder, const std::string& name,
                        int64_t file, std::vector<EventSample>* samples) {
  const std::string path = absl::StrCat(
      folder, "/", absl::StripSuffix(name, ".aedat"), "_labels.csv");
  SYNFIRE_ASSIGN_OR_RETURN(const std::string text, ReadText(path));
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<GestureTrial> trials,
                           ParseGestureLabels(text, path));
  for (const GestureTrial& trial : trials) {
    EventSample sample;
    sample.name = absl::StrCat(name, " ", trial.window.begin, "-",
                               trial.window.end, " ", kClasses[trial.label]);
    sample.file = file;
    sample.label = trial.label;
    sample.window = trial.window;
    samples->push_back(std::move(sample));
  }
  return absl::OkStatus();
}

absl::StatusOr<EventFiles> ListGestures(const std::string& folder,
                                        const char* list) {
  const std::string path = absl::StrCat(folder, "/", list);
  if (!Exists(path)) {
    const std::string inner = absl::StrCat(folder, "/DvsGesture");
    return UserError(
        kName, ": there is no ", list, " in ", folder,
        Exists(absl::StrCat(inner, "/", list))
            ? absl::StrCat("; say path = ", ToText(AttrValue(inner)))
            : "");
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::string text, ReadText(path));
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                           ParseGestureTrials(text, path));
  EventFiles files;
  files.folder = folder;
  files.sensor = kDvs128;
  files.class_names.assign(std::begin(kClasses), std::end(kClasses));
  auto recordings = std::make_shared<Recordings>();
  for (const std::string& name : names) {
    const int64_t file = static_cast<int64_t>(recordings->size());
    SYNFIRE_RETURN_IF_ERROR(AddSamples(folder, name, file, &files.samples));
    recordings->push_back(OpenRecording(absl::StrCat(folder, "/", name)));
  }
  files.check = [recordings](int64_t file) {
    return (*recordings)[file].status();
  };
  files.read = [recordings](int64_t file, const TimeWindow& window,
                            EventScratch* scratch) -> absl::Status {
    const auto& recording = (*recordings)[file];
    SYNFIRE_RETURN_IF_ERROR(recording.status());
    return (*recording)
        ->Read(window, kDvs128, &scratch->bytes, &scratch->events);
  };
  return files;
}

absl::StatusOr<std::unique_ptr<Dataset>> Open(const Attrs& given) {
  SYNFIRE_ASSIGN_OR_RETURN(const EventAttrs attrs, ReadEventAttrs(given));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::string root,
      FindDataFolder(kName, attrs.path, "folder with trials_to_train.txt"));
  SYNFIRE_ASSIGN_OR_RETURN(EventFiles files,
                           ListGestures(root, attrs.train ? kTrain : kTest));
  return MakeEventDataset(std::move(files), attrs.framing, attrs.skip);
}

std::vector<std::string> PartsIn(const std::string& folder) {
  std::vector<std::string> parts;
  if (Exists(absl::StrCat(folder, "/", kTrain))) {
    parts.push_back(PartCall(kName, "train", folder));
  }
  if (Exists(absl::StrCat(folder, "/", kTest))) {
    parts.push_back(PartCall(kName, "test", folder));
  }
  return parts;
}

}  // namespace

DatasetDef DvsGestureDef() {
  return {EventSchema(kName,
                      "DVS128 Gesture: event recordings of gestures, 128x128 "
                      "pixels, 11 classes.",
                      16),
          Open, PartsIn};
}

}  // namespace synfire
