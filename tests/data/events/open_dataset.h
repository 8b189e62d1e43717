// Opens data sets by the text that a training file has.
#ifndef SYNFIRE_TESTS_DATA_EVENTS_OPEN_DATASET_H_
#define SYNFIRE_TESTS_DATA_EVENTS_OPEN_DATASET_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "data/dataset_def.h"

namespace synfire {

inline absl::StatusOr<std::unique_ptr<Dataset>> OpenByText(
    const DatasetDef& def, const std::string& text) {
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(text));
  SYNFIRE_ASSIGN_OR_RETURN(const Attrs attrs, def.schema.Bind(call, {}));
  return def.open(attrs);
}

// What opening says, or reading any sample; "" where all goes well.
inline std::string ErrorOfOpening(const DatasetDef& def,
                                  const std::string& text) {
  const auto dataset = OpenByText(def, text);
  if (!dataset.ok()) return std::string(dataset.status().message());
  std::vector<float> sample((*dataset)->sample_shape().size());
  for (int64_t i = 0; i < (*dataset)->size(); ++i) {
    int64_t label;
    const absl::Status status = (*dataset)->Read(i, sample.data(), &label);
    if (!status.ok()) return std::string(status.message());
  }
  return "";
}

// The names of all samples, in order.
inline std::vector<std::string> SampleNames(const Dataset& dataset) {
  std::vector<std::string> names;
  for (int64_t i = 0; i < dataset.size(); ++i) {
    names.push_back(dataset.SampleName(i));
  }
  return names;
}

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DATA_EVENTS_OPEN_DATASET_H_
