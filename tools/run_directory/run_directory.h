// The folder a training run leaves behind.
//
//   config.prototxt              what was run, every default filled in
//   network.txt                  the layers, with their types
//   split-train.txt, split-test.txt   the samples (tools/train/split_file.h)
//   metrics.csv                  metrics_csv.h
//   events.out.tfevents.*        event_writer.h
//   checkpoint-<step>.safetensors
//   best                         the name of the best checkpoint, if one is
//   marked
#ifndef SYNFIRE_TOOLS_RUN_DIRECTORY_RUN_DIRECTORY_H_
#define SYNFIRE_TOOLS_RUN_DIRECTORY_RUN_DIRECTORY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/status.h"

namespace synfire {

struct Checkpoint {
  int64_t step;
  std::string path;
};

// Errors name the path and the system's reason.  One thread at a time; one
// process at a time writes into a directory.
class RunDirectory {
 public:
  // For a new run: creates `path` and the folders above it.  An error where it
  // exists and holds anything.
  static absl::StatusOr<RunDirectory> Create(const std::string& path);

  // Of an earlier run: `path` must be a directory.
  static absl::StatusOr<RunDirectory> Open(const std::string& path);

  const std::string& path() const { return path_; }
  std::string config_path() const { return Path("config.prototxt"); }
  std::string metrics_path() const { return Path("metrics.csv"); }
  // REQUIRES: step >= 0.
  std::string CheckpointPath(int64_t step) const;

  // Replaces config.prototxt by `text`, whole or not at all.
  absl::Status WriteConfig(absl::string_view text) const;

  // The checkpoints there are, oldest step first.  Other files are let be.
  absl::StatusOr<std::vector<Checkpoint>> Checkpoints() const;

  // The one of the highest step; kNotFound where there is none.
  absl::StatusOr<Checkpoint> Latest() const;

  // Marks the checkpoint of `step`, which must exist, as the best one; and the
  // one that is marked.  A mark whose checkpoint is gone is an error.
  absl::Status MarkBest(int64_t step) const;
  absl::StatusOr<std::optional<Checkpoint>> Best() const;

  // Removes all checkpoints but the `keep` newest and the one marked best (that
  // one may be gone: there is then nothing to protect).
  // REQUIRES: keep >= 1.
  absl::Status Prune(int keep) const;

 private:
  explicit RunDirectory(std::string path) : path_(std::move(path)) {}
  std::string Path(absl::string_view name) const;
  // What the mark says, whether or not that checkpoint exists.
  absl::StatusOr<std::optional<int64_t>> MarkedStep() const;

  std::string path_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_RUN_DIRECTORY_RUN_DIRECTORY_H_
