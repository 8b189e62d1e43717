#include "ops/backend/cuda/products/plan_choice.h"

#include <cuda_runtime_api.h>

#include "absl/strings/str_format.h"

namespace synfire {
namespace {

// After one that counts for nothing.
constexpr int kRepeats = 3;

absl::Status Check(cudaError_t error, const char* call) {
  if (error == cudaSuccess) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat(call, ": ", cudaGetErrorString(error)));
}

// Two moments of a stream.
class Stopwatch {
 public:
  Stopwatch() {
    status_ = Check(cudaEventCreate(&first_), "cudaEventCreate");
    if (status_.ok())
      status_ = Check(cudaEventCreate(&last_), "cudaEventCreate");
  }
  ~Stopwatch() {
    for (cudaEvent_t event : {first_, last_}) {
      if (event != nullptr) cudaEventDestroy(event);
    }
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

  const absl::Status& status() const { return status_; }

  absl::StatusOr<double> Microseconds(
      cudaStream_t stream, const std::function<absl::Status()>& run) {
    SYNFIRE_RETURN_IF_ERROR(run());
    SYNFIRE_RETURN_IF_ERROR(
        Check(cudaEventRecord(first_, stream), "cudaEventRecord"));
    for (int i = 0; i < kRepeats; ++i) SYNFIRE_RETURN_IF_ERROR(run());
    SYNFIRE_RETURN_IF_ERROR(
        Check(cudaEventRecord(last_, stream), "cudaEventRecord"));
    SYNFIRE_RETURN_IF_ERROR(
        Check(cudaEventSynchronize(last_), "cudaEventSynchronize"));
    float milliseconds = 0;
    SYNFIRE_RETURN_IF_ERROR(
        Check(cudaEventElapsedTime(&milliseconds, first_, last_),
              "cudaEventElapsedTime"));
    return milliseconds * 1e3 / kRepeats;
  }

 private:
  absl::Status status_;
  cudaEvent_t first_ = nullptr, last_ = nullptr;
};

}  // namespace

PlanChoice::PlanChoice(PlanCache* cache, std::string key, int plans)
    : cache_(cache), key_(std::move(key)), plans_(plans) {
  best_.of = plans;
  if (const auto found = cache->Find(key_, plans)) {
    best_ = *found;
    measured_ = true;
  }
}

absl::Status PlanChoice::Measure(CudaQueue* stream,
                                 const std::function<absl::Status(int)>& run) {
  // Another kernel of the same problem may have measured since.
  if (const auto found = cache_->Find(key_, plans_)) {
    best_ = *found;
    return absl::OkStatus();
  }
  Stopwatch watch;
  SYNFIRE_RETURN_IF_ERROR(watch.status());
  absl::Status last_error;
  bool any = false;
  for (int plan = 0; plan < plans_; ++plan) {
    // A plan that cannot be run here is none.
    const absl::StatusOr<double> microseconds = watch.Microseconds(
        static_cast<cudaStream_t>(stream->handle), [&] { return run(plan); });
    if (!microseconds.ok()) {
      last_error = microseconds.status();
      continue;
    }
    if (any && *microseconds >= best_.microseconds) continue;
    best_.plan = plan;
    best_.microseconds = *microseconds;
    any = true;
  }
  if (!any) return last_error;
  saved_ = cache_->Add(key_, best_);
  return absl::OkStatus();
}

void PlanChoice::Run(CudaQueue* stream,
                     const std::function<absl::Status(int)>& run) {
  if (stream->error != 0) return;
  absl::Status status;
  if (!measured_) {
    status = Measure(stream, run);
    measured_ = true;
  }
  if (status.ok()) status = run(best_.plan);
  if (!status.ok()) stream->Fail(std::string(status.message()));
}

std::string PlanChoice::Text() const {
  const std::string plan =
      absl::StrCat("plan ", best_.plan + 1, " of ", plans_);
  if (!measured_) return plan + ", not measured yet";
  return absl::StrCat(
      plan, absl::StrFormat(", measured %.1f us", best_.microseconds),
      saved_.ok() ? "" : absl::StrCat(" (not kept: ", saved_.message(), ")"));
}

}  // namespace synfire
