// One run of a study, trained as `synfire train` would.
#ifndef SYNFIRE_TOOLS_STUDY_TRAIN_RUN_H_
#define SYNFIRE_TOOLS_STUDY_TRAIN_RUN_H_

#include <functional>
#include <optional>
#include <ostream>

#include "core/status.h"
#include "graph/op/layer.h"
#include "tools/study/measures.h"
#include "tools/study/plan.h"

namespace synfire {

// Trains, or goes on with, a run that FinishedRun says is not finished.
// Progress goes to `out`.  `stop` is asked between steps; Cancelled where it
// says true, and the run is saved.  Errors: those of training.
absl::StatusOr<Measures> TrainRun(const StudyPlan& plan, const StudyRun& run,
                                  const Catalog& catalog,
                                  const std::function<bool()>& stop,
                                  std::ostream* out);

// The numbers of a run that is finished; none where it is not.  Errors: those
// of TrainRun that come before training.
absl::StatusOr<std::optional<Measures>> FinishedRun(const StudyPlan& plan,
                                                    const StudyRun& run,
                                                    const Catalog& catalog);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_STUDY_TRAIN_RUN_H_
