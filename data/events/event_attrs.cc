#include "data/events/event_attrs.h"

#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "data/events/class_folders.h"
#include "data/system_folders.h"

namespace synfire {
namespace {

constexpr int64_t kMaxFrames = 1 << 16;
constexpr double kMaxDuration = 1e12;  // microseconds, eleven days

}  // namespace

Schema EventSchema(std::string name, std::string doc, int64_t frames,
                   const EventChoices& choices) {
  Schema schema("data set", std::move(name), std::move(doc));
  schema.Symbol("split", std::nullopt, choices.splits, "which part")
      .Attr({"path", AttrType::kText,
             "folder that holds it; where empty, the system's",
             AttrValue(std::string())})
      .Int("frames", frames, 1, kMaxFrames,
           "T, frames a sample; by duration, the most that a sample has")
      .Symbol("by", choices.by[0], choices.by, choices.by_doc);
  AttrDef duration{"duration_us", AttrType::kInt, choices.duration_doc,
                   AttrValue(None())};
  duration.unit = "us";
  duration.min = 1;
  duration.max = kMaxDuration;
  duration.none_allowed = true;
  schema.Attr(std::move(duration))
      .Symbol("on_error", "FAIL", {"FAIL", "SKIP"},
              "a sample that cannot be read ends the program, or is left out: "
              "then all are read when the data set is opened");
  return schema;
}

void AddTrainShare(Schema* schema, std::string doc) {
  AttrDef share{"train_share", AttrType::kFloat, std::move(doc),
                AttrValue(kTrainShare)};
  share.min = 0.01;
  share.max = 0.99;
  schema->Attr(std::move(share));
}

absl::StatusOr<EventAttrs> ReadEventAttrs(const Attrs& attrs) {
  EventAttrs result;
  result.path = attrs.String("path");
  result.train = attrs.String("split") == "train";
  result.skip = attrs.String("on_error") == "SKIP";
  result.framing.frames = attrs.Int("frames");
  const std::string& by = attrs.String("by");
  for (Framing::By kind : {Framing::By::kNumber, Framing::By::kTime,
                           Framing::By::kDuration, Framing::By::kBins}) {
    if (by == Name(kind)) result.framing.by = kind;
  }
  const bool lasts = LastsDuration(result.framing.by);
  if (lasts == attrs.IsNone("duration_us")) {
    return lasts ? UserError("by = ", by,
                             " needs duration_us, how long a "
                             "frame lasts")
                 : UserError(
                       "duration_us is read with by = duration alone, by "
                       "is ",
                       by);
  }
  if (lasts) result.framing.duration_us = attrs.Int("duration_us");
  return result;
}

absl::StatusOr<std::string> FindDataFolder(const std::string& name,
                                           const std::string& path,
                                           const std::string& remedy) {
  std::vector<std::string> searched;
  if (!path.empty()) {
    searched.push_back(path);
  } else {
    for (const std::string& folder : SystemDataFolders()) {
      searched.push_back(absl::StrCat(folder, "/datasets/", name));
    }
  }
  for (const std::string& folder : searched) {
    if (IsFolder(folder)) return folder;
  }
  return absl::NotFoundError(absl::StrCat(
      name, ": there is no folder ", absl::StrJoin(searched, " or "),
      path.empty() ? "; say path = \"" : ", which the attribute 'path' names",
      path.empty() ? remedy : "", path.empty() ? "\"" : ""));
}

std::string PartCall(const std::string& name, const std::string& split,
                     const std::string& path) {
  return absl::StrCat(name, "(split = ", split,
                      ", path = ", ToText(AttrValue(path)), ")");
}

}  // namespace synfire
