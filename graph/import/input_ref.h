// What a layer reads, as it is written.
#ifndef SYNFIRE_GRAPH_IMPORT_INPUT_REF_H_
#define SYNFIRE_GRAPH_IMPORT_INPUT_REF_H_

#include <string>

#include "core/status.h"
#include "graph/import/model_text.h"

namespace synfire {

// "x", or "x[t-k]" with k from 1 to kMaxDelay.  The error quotes `text`.
absl::StatusOr<InputRef> ParseInputRef(const std::string& text,
                                       const Location& location);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_INPUT_REF_H_
