#include "data/transform/pipeline.h"

#include <map>
#include <string>

namespace synfire {

absl::StatusOr<Pipeline> Pipeline::Create(
    std::vector<std::unique_ptr<Transform>> transforms, const Shape& shape,
    uint64_t seed) {
  std::vector<Stage> stages;
  std::map<std::string, int> seen;
  Shape now = shape;
  for (std::unique_ptr<Transform>& transform : transforms) {
    SYNFIRE_RETURN_IF_ERROR(transform->Accepts(now));
    std::string purpose = absl::StrCat("augment/", transform->name());
    const int occurrence = ++seen[transform->name()];
    if (occurrence > 1) absl::StrAppend(&purpose, "/", occurrence);
    const Shape before = now;
    now = transform->Output(before);
    SYNFIRE_CHECK(now.size() <= before.size());
    stages.push_back(
        {std::move(transform), MakeRandomKey(seed, purpose), before});
  }
  return Pipeline(std::move(stages), now);
}

void Pipeline::Apply(int64_t epoch, int64_t batch, int64_t index,
                     float* sample) const {
  for (const Stage& stage : stages_) {
    stage.transform->Apply(
        SampleDraw(stage.key, epoch, index, SampleDraw::kDraws, batch),
        stage.shape, sample);
  }
}

}  // namespace synfire
