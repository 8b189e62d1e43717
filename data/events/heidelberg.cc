#include "data/events/heidelberg.h"

#include <unistd.h>

#include <utility>

#include "data/events/event_attrs.h"
#include "data/events/event_dataset.h"
#include "data/events/spike_file.h"
#include "data/file_reader.h"

namespace synfire {
namespace {

struct Words {
  const char* name;
  const char* doc;
  int64_t classes;
  std::vector<std::string> splits;
};

const Words& Shd() {
  static const auto* const words = new Words{
      "shd",
      "Spiking Heidelberg Digits: spoken digits as spikes of 700 units, 20 "
      "classes.",
      20,
      {"train", "test"}};
  return *words;
}

const Words& Ssc() {
  static const auto* const words = new Words{
      "ssc",
      "Spiking Speech Commands: spoken words as spikes of 700 units, 35 "
      "classes.",
      35,
      {"train", "valid", "test"}};
  return *words;
}

bool Exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

// "shd_train.h5"
std::string FileName(const Words& words, const std::string& split) {
  return absl::StrCat(words.name, "_", split, ".h5");
}

Schema SpikeSchema(const Words& words) {
  constexpr int64_t kFrames = 100;
  Schema schema = EventSchema(
      words.name, words.doc, kFrames,
      {words.splits,
       {"bins", "number", "time", "duration"},
       "what frames are: bins of duration_us of the file's clock; or they "
       "share equally spikes or time; or last duration_us from the first "
       "spike on",
       "how long a frame lasts, by bins (14000 where left out) or duration"});
  return schema;
}

// By bins, as long as is usual unless it is said.
absl::StatusOr<EventAttrs> ReadAttrs(Attrs attrs) {
  constexpr int64_t kDuration = 14000;  // 100 of them last 1.4 s, as all words
  if (attrs.String("by") == Name(Framing::By::kBins) &&
      attrs.IsNone("duration_us")) {
    attrs.Set("duration_us", kDuration);
  }
  return ReadEventAttrs(attrs);
}

absl::StatusOr<std::unique_ptr<SpikeFile>> OpenFile(const Words& words,
                                                    const std::string& root,
                                                    const std::string& name) {
  const std::string path = absl::StrCat(root, "/", name);
  if (!Exists(path)) {
    const std::string packed = name + ".gz";
    return UserError(words.name, ": there is no ", name, " in ", root,
                     Exists(absl::StrCat(root, "/", packed))
                         ? absl::StrCat("; unpack ", packed, " with gunzip")
                         : "");
  }
  SYNFIRE_ASSIGN_OR_RETURN(std::shared_ptr<const RandomAccess> file,
                           FileReader::Open(path));
  return SpikeFile::Open(std::move(file), words.classes);
}

absl::StatusOr<std::unique_ptr<Dataset>> Open(const Words& words,
                                              const Attrs& given) {
  SYNFIRE_ASSIGN_OR_RETURN(const EventAttrs attrs, ReadAttrs(given));
  const std::string name = FileName(words, given.String("split"));
  SYNFIRE_ASSIGN_OR_RETURN(const std::string root,
                           FindDataFolder(words.name, attrs.path,
                                          absl::StrCat("folder with ", name)));
  SYNFIRE_ASSIGN_OR_RETURN(const std::shared_ptr<const SpikeFile> spikes,
                           OpenFile(words, root, name));
  EventFiles files;
  files.folder = root;
  files.sensor = {1, kSpikeUnits};
  files.polarity = false;
  files.class_names = spikes->class_names();
  for (int64_t i = 0; i < spikes->size(); ++i) {
    EventSample sample;
    sample.name = absl::StrCat(name, " sample ", i);
    sample.file = i;
    sample.label = spikes->LabelOf(i);
    files.samples.push_back(std::move(sample));
  }
  files.check = [spikes](int64_t index) { return spikes->Check(index); };
  files.read = [spikes](int64_t index, const TimeWindow&,
                        EventScratch* scratch) {
    return spikes->Read(index, &scratch->events);
  };
  return MakeEventDataset(std::move(files), attrs.framing, attrs.skip);
}

std::vector<std::string> PartsIn(const Words& words,
                                 const std::string& folder) {
  std::vector<std::string> parts;
  for (const std::string& split : words.splits) {
    if (Exists(absl::StrCat(folder, "/", FileName(words, split)))) {
      parts.push_back(PartCall(words.name, split, folder));
    }
  }
  return parts;
}

}  // namespace

DatasetDef ShdDef() {
  return {SpikeSchema(Shd()),
          [](const Attrs& attrs) { return Open(Shd(), attrs); },
          [](const std::string& folder) { return PartsIn(Shd(), folder); }};
}

DatasetDef SscDef() {
  return {SpikeSchema(Ssc()),
          [](const Attrs& attrs) { return Open(Ssc(), attrs); },
          [](const std::string& folder) { return PartsIn(Ssc(), folder); }};
}

}  // namespace synfire
