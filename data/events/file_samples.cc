#include "data/events/file_samples.h"

#include <memory>
#include <utility>

#include "data/aedat/aedat2.h"
#include "data/atis/atis.h"
#include "data/file_bytes.h"
#include "data/file_reader.h"

namespace synfire {

EventFormat AtisFormat(const Sensor& sensor) {
  return {sensor,
          [](const RandomAccess& file) {
            return CheckAtisSize(file.name(), file.size());
          },
          [sensor](absl::Span<const uint8_t> bytes, absl::string_view name,
                   Events* events) {
            return ParseAtis(bytes, name, sensor, events);
          }};
}

EventFormat Aedat2Format() { return {kDvs128, CheckAedat2, ParseAedat2}; }

EventFiles FileSamples(const std::string& folder,
                       const std::vector<std::string>& classes,
                       const std::vector<ClassFile>& files,
                       const EventFormat& format) {
  EventFiles result;
  result.folder = folder;
  result.sensor = format.sensor;
  result.class_names = classes;
  std::vector<std::string> paths;
  for (const ClassFile& file : files) {
    EventSample sample;
    sample.name = file.name;
    sample.file = static_cast<int64_t>(paths.size());
    sample.label = file.label;
    result.samples.push_back(std::move(sample));
    paths.push_back(absl::StrCat(folder, "/", file.name));
  }
  result.check = [paths, format](int64_t file) -> absl::Status {
    SYNFIRE_ASSIGN_OR_RETURN(const std::unique_ptr<FileReader> reader,
                             FileReader::Open(paths[file]));
    return format.check(*reader);
  };
  // A file is a sample: the window is all of time.
  result.read = [paths, format](int64_t file, const TimeWindow&,
                                EventScratch* scratch) -> absl::Status {
    SYNFIRE_RETURN_IF_ERROR(ReadFileBytes(paths[file], &scratch->bytes));
    return format.parse(scratch->bytes, paths[file], &scratch->events);
  };
  return result;
}

}  // namespace synfire
