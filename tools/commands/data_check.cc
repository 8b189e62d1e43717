#include "tools/commands/data_check.h"

#include <cstdio>
#include <memory>
#include <vector>

#include "absl/strings/str_join.h"
#include "data/events/recording_file.h"
#include "tools/commands/amounts.h"
#include "tools/commands/data_parts.h"

namespace synfire {
namespace {

constexpr char kOnError[] = "on_error";

// Reads every sample; what went wrong, one message a sample.
std::vector<std::string> ReadAll(const Dataset& dataset) {
  std::vector<std::string> errors;
  std::vector<float> sample(static_cast<size_t>(dataset.sample_shape().size()));
  for (int64_t i = 0; i < dataset.size(); ++i) {
    int64_t label;
    const absl::Status status = dataset.Read(i, sample.data(), &label);
    if (!status.ok()) errors.emplace_back(status.message());
  }
  return errors;
}

// Data sets of events read all samples when they are opened to skip those that
// cannot be read; others are read here.
absl::Status CheckPart(const DataPart& part, int64_t* samples,
                       std::vector<std::string>* errors) {
  Attrs attrs = part.attrs;
  if (attrs.Has(kOnError)) {
    attrs.Set(kOnError, std::string("SKIP"));
    SYNFIRE_ASSIGN_OR_RETURN(const std::unique_ptr<Dataset> dataset,
                             part.def->open(attrs));
    if (dataset->events() != nullptr) {
      for (const SkippedSample& sample : dataset->skipped()) {
        errors->push_back(sample.error);
      }
      *samples = dataset->size() + static_cast<int64_t>(errors->size());
      return absl::OkStatus();
    }
    attrs.Set(kOnError, std::string("FAIL"));
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::unique_ptr<Dataset> dataset,
                           part.def->open(attrs));
  *samples = dataset->size();
  *errors = ReadAll(*dataset);
  return absl::OkStatus();
}

absl::Status CheckFile(const std::string& path) {
  SYNFIRE_ASSIGN_OR_RETURN(const Recording recording,
                           ReadRecording(path, std::nullopt));
  if (recording.events.empty()) {
    return UserError(path, ": there is no event");
  }
  std::printf("%s: OK (%s, %dx%d pixels, %s events)\n", path.c_str(),
              recording.format.c_str(),
              static_cast<int>(recording.sensor.width),
              static_cast<int>(recording.sensor.height),
              Grouped(static_cast<int64_t>(recording.events.size())).c_str());
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckData(const std::string& argument) {
  if (IsSingleFile(argument)) return CheckFile(argument);
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<DataPart> parts,
                           FindDataParts(argument));
  std::vector<std::string> all;
  for (const DataPart& part : parts) {
    int64_t samples = 0;
    std::vector<std::string> errors;
    const absl::Status opened = CheckPart(part, &samples, &errors);
    if (!opened.ok()) {
      std::printf("%s: cannot be opened\n", part.text.c_str());
      all.emplace_back(opened.message());
    } else if (errors.empty()) {
      std::printf("%s: OK (%s samples)\n", part.text.c_str(),
                  Grouped(samples).c_str());
    } else {
      std::printf("%s: %s of %s samples cannot be read\n", part.text.c_str(),
                  Grouped(static_cast<int64_t>(errors.size())).c_str(),
                  Grouped(samples).c_str());
      all.insert(all.end(), errors.begin(), errors.end());
    }
  }
  if (all.empty()) return absl::OkStatus();
  return UserError(absl::StrJoin(all, "\n"));
}

}  // namespace synfire
