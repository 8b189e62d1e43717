// The first look at a model file: protobuf to ModelText, one scope's names
// and expressions at a time.
#ifndef SYNFIRE_GRAPH_IMPORT_READ_MODEL_H_
#define SYNFIRE_GRAPH_IMPORT_READ_MODEL_H_

#include <string>

#include "graph/import/errors.h"
#include "graph/import/model_text.h"
#include "graph/import/text_proto.h"
#include "graph/proto/model.pb.h"

namespace synfire {

// Adds what `model`, parsed from `filename`, holds to `text`, apart from its
// imports.  An imported file may hold blocks only.  Defaults of `input` and
// `output` are left open: empty.
void AddModelFile(const proto::Model& model, const std::string& filename,
                  const FieldLocations& locations, bool imported,
                  ModelText& text, Errors& errors);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_READ_MODEL_H_
