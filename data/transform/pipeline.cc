#include "data/transform/pipeline.h"

#include <map>
#include <string>

namespace synfire {

absl::StatusOr<Pipeline> Pipeline::Create(
    std::vector<std::unique_ptr<Transform>> transforms, const Shape& shape,
    uint64_t seed) {
  std::vector<Stage> stages;
  std::map<std::string, int> seen;
  for (std::unique_ptr<Transform>& transform : transforms) {
    SYNFIRE_RETURN_IF_ERROR(transform->Accepts(shape));
    std::string purpose = absl::StrCat("augment/", transform->name());
    const int occurrence = ++seen[transform->name()];
    if (occurrence > 1) absl::StrAppend(&purpose, "/", occurrence);
    stages.push_back({std::move(transform), MakeRandomKey(seed, purpose)});
  }
  return Pipeline(std::move(stages), shape);
}

void Pipeline::Apply(int64_t epoch, int64_t index, float* sample) const {
  for (const Stage& stage : stages_) {
    stage.transform->Apply(SampleDraw(stage.key, epoch, index), shape_, sample);
  }
}

}  // namespace synfire
