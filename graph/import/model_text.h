// A model file (graph/proto/model.proto) read and checked as text: names,
// references and expressions are right, defaults are filled in.  What needs
// to know a layer's meaning is left to ExpandModel.
#ifndef SYNFIRE_GRAPH_IMPORT_MODEL_TEXT_H_
#define SYNFIRE_GRAPH_IMPORT_MODEL_TEXT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/spec/call.h"
#include "core/status.h"
#include "graph/import/location.h"
#include "graph/import/setting.h"

namespace synfire {

struct ParamText {
  std::string name;
  std::optional<Expression> value;  // always there in a model's parameter
  Location location;
};

// Either `features`, or `channels`, `height` and `width`.
struct InputText {
  std::string name;
  std::optional<int64_t> channels, height, width, features;
  bool temporal = false;
  Location location;
};

// "x" or "x[t-2]".
struct InputRef {
  std::string name;   // of a layer or an input of the same scope
  int delay = 0;      // time steps; 0 refers to an earlier layer or an input
  int position = -1;  // of that layer in its scope; -1 for an input
  Location location;
};

struct LayerText {
  std::string name;
  Call op;
  std::vector<InputRef> inputs;  // one or more
  std::optional<Expression> when, repeat;
  Location location;  // of the layer
  Location op_location, when_location, repeat_location;
};

struct BlockText {
  std::string name;
  std::vector<ParamText> params;
  std::vector<LayerText> layers;  // one or more
  std::string output;             // the name of a layer
  int output_position = 0;        // of that layer in `layers`
  int arity = 1;                  // inputs "in", "in1", ... that it reads
  Location location, output_location;
};

struct ModelText {
  std::string name;
  int64_t steps = 0;
  std::vector<ParamText> params;
  std::vector<InputText> inputs;
  std::vector<BlockText> blocks;  // imported ones first
  std::vector<LayerText> layers;
  std::string output;       // the name of a layer
  int output_position = 0;  // of that layer in `layers`
  Location location, output_location;
};

// Reads `path` with `settings` applied to it, and the files it imports.
// Errors, as many as one look finds, one a line with file and line:
//   a file that cannot be read or parsed, or that imports itself;
//   a name that is missing, malformed, reserved or there twice;
//   an expression that does not parse, with the column inside of its text;
//   a reference to no layer, or to a later one without a delay;
//   a parameter, input or layer that nothing reads;
//   a block that contains itself, or is used with other inputs or parameters
//   than its own.
absl::StatusOr<ModelText> ReadModelText(const std::string& path,
                                        const Settings& settings = {});

// The same from `text`; imports are relative to the folder of `filename`.
absl::StatusOr<ModelText> ParseModelText(const std::string& text,
                                         const std::string& filename,
                                         const Settings& settings = {});

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_MODEL_TEXT_H_
