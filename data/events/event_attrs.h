// What every data set of events can be told.
//
//   frames        T
//   by            number, time, duration or bins: framing.h
//   duration_us   how long a frame lasts, by duration or bins
//   on_error      FAIL, or SKIP: samples that cannot be read are left out
#ifndef SYNFIRE_DATA_EVENTS_EVENT_ATTRS_H_
#define SYNFIRE_DATA_EVENTS_EVENT_ATTRS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/spec/schema.h"
#include "data/events/framing.h"

namespace synfire {

// What a data set offers in its own way.  The first `by` is the default.
struct EventChoices {
  std::vector<std::string> splits = {"train", "test"};
  std::vector<std::string> by = {"number", "time", "duration"};
  std::string by_doc =
      "what frames share equally: events or time; or each lasts duration_us";
  std::string duration_doc = "how long a frame lasts, by duration";
};

// A schema with split, path and the attributes above.
Schema EventSchema(std::string name, std::string doc, int64_t frames,
                   const EventChoices& choices = {});

// Adds train_share, for a data set without a published split.
void AddTrainShare(Schema* schema, std::string doc);

struct EventAttrs {
  std::string path;
  bool train = false;
  Framing framing;
  bool skip = false;
};

// REQUIRES: bound by such a schema.  Errors: duration_us where frames do
// not last as long as is said, or the other way round.
absl::StatusOr<EventAttrs> ReadEventAttrs(const Attrs& attrs);

// The folder of the data set: `path`, or, where that is empty, the first system
// data folder's datasets/NAME that exists.  NotFound, naming what was searched.
absl::StatusOr<std::string> FindDataFolder(const std::string& name,
                                           const std::string& path,
                                           const std::string& remedy);

// What train_share is unless it is said: the published split of CIFAR10-DVS.
inline constexpr double kTrainShare = 0.9;

// "nmnist(split = train, path = \"/data\")".
std::string PartCall(const std::string& name, const std::string& split,
                     const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_EVENT_ATTRS_H_
