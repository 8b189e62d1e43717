// A depth study from its plan to its page.
#ifndef SYNFIRE_TOOLS_STUDY_STUDY_H_
#define SYNFIRE_TOOLS_STUDY_STUDY_H_

#include <functional>
#include <ostream>
#include <string>

#include "core/status.h"
#include "graph/op/layer.h"
#include "tools/study/report.h"

namespace synfire {

// Trains the runs of setup.plan that are not finished yet, one after the other,
// and writes the page to the folder `page` after each; progress goes to `out`.
// `stop` is asked between steps; Cancelled where it says true, and the next
// call goes on.  A run that fails is said so on the page, and the others go on;
// the error then comes at the end.  Errors before anything is trained: those of
// CheckPlan and of reading the training files.
absl::Status RunStudy(const StudySetup& setup, const std::string& page,
                      const Catalog& catalog, const std::function<bool()>& stop,
                      std::ostream* out);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_STUDY_STUDY_H_
