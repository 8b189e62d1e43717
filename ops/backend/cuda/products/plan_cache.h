// Which of a library's plans was measured to be the fastest, by problem.
//
// A file keeps it, so that a later process need not measure, and computes with
// the same plans, to the same bits.  Its first line names what the numbers hold
// for; then a line a problem, fields by tabs:
//
//   synfire-cuda-plans-1 <tab> NVIDIA H200, CUDA 13.0, cuDNN 9.19.0
//   conv2d x=32,64,56,56 ... <tab> plan <tab> of how many <tab> microseconds
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_PLAN_CACHE_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_PLAN_CACHE_H_

#include <map>
#include <optional>
#include <string>

#include "core/status.h"

namespace synfire {

struct MeasuredPlan {
  int plan = 0;  // in the order of the library's heuristics
  int of = 0;    // how many there were: with another number it means nothing
  double microseconds = 0;
};

// Not thread-safe.  Of processes that write one file at a time, the last one's
// measurements stay.
class PlanCache {
 public:
  // "$XDG_CACHE_HOME/synfire", else "$HOME/.cache/synfire", and a file there
  // that `made_for` names; "" where neither is set.
  static std::string DefaultPath(const std::string& made_for);

  // Reads `path`; "" is no file, and one that is not there is empty.  An error
  // names path and line: it cannot be read, is no such file, or was made for
  // something else.
  static absl::StatusOr<PlanCache> Open(const std::string& path,
                                        const std::string& made_for);

  std::optional<MeasuredPlan> Find(const std::string& key, int of) const;
  // Keeps it here, and in the file.  An error that the file cannot be written.
  absl::Status Add(const std::string& key, const MeasuredPlan& plan);

 private:
  std::string path_, made_for_;
  std::map<std::string, MeasuredPlan> plans_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_PLAN_CACHE_H_
