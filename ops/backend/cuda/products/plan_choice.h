// Which of a library's plans computes a product: the first of its heuristics
// until the first run, which measures them all and keeps the fastest.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_PLAN_CHOICE_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_PLAN_CHOICE_H_

#include <functional>
#include <string>

#include "core/status.h"
#include "ops/backend/cuda/device/queue.h"
#include "ops/backend/cuda/products/plan_cache.h"

namespace synfire {

class PlanChoice {
 public:
  // `plans` of them; one that `cache`, which outlives this, has measured is
  // taken from there.
  PlanChoice(PlanCache* cache, std::string key, int plans);

  // Puts the plan chosen on the stream by run(plan), which may do so again and
  // again to the same result.  The first time it measures, and waits.  Errors
  // go to the stream.
  void Run(CudaQueue* stream, const std::function<absl::Status(int)>& run);

  // "plan 2 of 8, measured 103.5 us" or "... not measured yet".
  std::string Text() const;

 private:
  absl::Status Measure(CudaQueue* stream,
                       const std::function<absl::Status(int)>& run);

  PlanCache* cache_;
  const std::string key_;
  const int plans_;
  bool measured_ = false;
  MeasuredPlan best_;
  absl::Status saved_;  // a run is no worse for a file that cannot be written
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_PLAN_CHOICE_H_
