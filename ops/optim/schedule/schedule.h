// How the learning rate changes over a run: pure functions of the step.
//
// With e the epoch, the whole number step / steps_per_epoch counted from 0,
// and w = warmup_epochs:
//
//   constant                        base
//   step(every_epochs, gamma)       base gamma^floor(e / every_epochs)
//   multi_step(milestones, gamma)   base gamma^(number of milestones <= e)
//   cosine(epochs, min_lr = 0)      min_lr + (base - min_lr) (1 + cos(pi p)) /
//   2
//                                   with p = (e - w) / (epochs - w), held at 1
//                                   from `epochs` on
//
// The rate is the same throughout an epoch, as with torch's schedulers stepped
// once an epoch; cosine(per_step = true) lets e be the fraction.  Epochs count
// from the start of the run, warm-up included.
//
// In the first warmup_epochs (default 0) the rate rises instead from step to
// step, linearly from warmup_start * base (default 0) at step 0 to base, which
// is reached when they have passed.
#ifndef SYNFIRE_OPS_OPTIM_SCHEDULE_SCHEDULE_H_
#define SYNFIRE_OPS_OPTIM_SCHEDULE_SCHEDULE_H_

#include <cstdint>
#include <vector>

#include "core/spec/call.h"
#include "core/spec/schema.h"
#include "core/status.h"

namespace synfire {

// Immutable; may be shared by threads.
class Schedule {
 public:
  // Errors: an unknown name, with the nearest one; what the schema refuses;
  // milestones that do not increase; a cosine that ends in the warm-up.
  static absl::StatusOr<Schedule> Make(const Call& call);

  // Of the update number `step`, counted from 0.
  // REQUIRES: step >= 0, steps_per_epoch > 0.
  double LearningRate(double base_lr, int64_t step,
                      int64_t steps_per_epoch) const;

 private:
  // The rate after warm-up; `epoch` is whole unless per step.
  using Function = double (*)(const Attrs& attrs, double base_lr, double epoch);

  Schedule(Attrs attrs, Function function, bool per_step)
      : attrs_(std::move(attrs)), function_(function), per_step_(per_step) {}

  friend struct ScheduleDef;
  Attrs attrs_;
  Function function_;
  bool per_step_;
};

// In the order in which they are listed to the user.
const std::vector<Schema>& AllSchedules();

}  // namespace synfire

#endif  // SYNFIRE_OPS_OPTIM_SCHEDULE_SCHEDULE_H_
