// Data sets in which a file is a sample and its folder the class.
#ifndef SYNFIRE_DATA_EVENTS_FILE_SAMPLES_H_
#define SYNFIRE_DATA_EVENTS_FILE_SAMPLES_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "data/events/class_folders.h"
#include "data/events/event_dataset.h"
#include "data/random_access.h"

namespace synfire {

// How such a file is read.
struct EventFormat {
  Sensor sensor;
  // What can be found wrong without reading it all.
  std::function<absl::Status(const RandomAccess& file)> check;
  std::function<absl::Status(absl::Span<const uint8_t> bytes,
                             absl::string_view name, Events* events)>
      parse;
};

EventFormat AtisFormat(const Sensor& sensor);
EventFormat Aedat2Format();

// Each of `files`, in `folder`, is a sample.
EventFiles FileSamples(const std::string& folder,
                       const std::vector<std::string>& classes,
                       const std::vector<ClassFile>& files,
                       const EventFormat& format);

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_FILE_SAMPLES_H_
