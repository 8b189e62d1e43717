// A training file (graph/proto/training.proto) read and checked as text.
// What its calls name is left to those who know the names.
#ifndef SYNFIRE_GRAPH_IMPORT_TRAINING_TEXT_H_
#define SYNFIRE_GRAPH_IMPORT_TRAINING_TEXT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/dtype.h"
#include "core/spec/call.h"
#include "core/status.h"
#include "graph/import/location.h"
#include "graph/import/setting.h"
#include "graph/proto/training.pb.h"

namespace synfire {

struct CallText {
  Call call;
  std::string text;   // as written
  Location location;  // prefix to errors of binding it
};

struct DataText {
  CallText data;
  std::vector<CallText> transforms;
  int64_t batch = 0;
  bool shuffle = false;
  int loader_threads = 1;
  std::optional<int64_t> steps;  // in place of the model's
  Location location;
};

struct TrainingText {
  // The file after its settings, with every default filled in.
  proto::Training resolved;

  std::string model_path;   // as the program can open it
  Settings model_settings;  // for ReadModelText
  Location model_location;

  DataText train;
  std::optional<DataText> test;
  CallText loss, optimizer;
  std::optional<CallText> schedule;
  std::optional<double> clip_norm;

  int64_t epochs = 0;
  std::optional<int64_t> max_steps;
  proto::Training::Precision precision = proto::Training::FP32;
  uint64_t seed = 0;
  proto::Training::Device device = proto::Training::CPU;
  int threads = 0;  // 0: all processors

  std::string output;               // a folder
  int checkpoint_every_epochs = 1;  // 0: at the end alone
  int checkpoint_keep = 2;
  int log_every_steps = 50;
};

// What the file's precision makes of operands: ImportOptions::operands.
DType OperandsOf(proto::Training::Precision precision);

// Reads `path` with `settings` applied to it.  Errors, all of them in one
// status, one a line with file and line: the file cannot be read or parsed;
// something required is missing; a number is out of range; a call does not
// parse, with the column inside of its text.
absl::StatusOr<TrainingText> ReadTrainingText(const std::string& path,
                                              const Settings& settings = {});

// The same from `text`; the model's path is relative to the folder of
// `filename`.
absl::StatusOr<TrainingText> ParseTrainingText(const std::string& text,
                                               const std::string& filename,
                                               const Settings& settings = {});

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_TRAINING_TEXT_H_
