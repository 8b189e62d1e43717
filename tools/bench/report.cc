#include "tools/bench/report.h"

namespace synfire {

const char kReportSchema[] = R"text(What the numbers are:
  A step is timed from outside, its inputs written before: the median and the
  fastest of --repeats. GFLOP counts the dense computation, a multiply-add as
  two, whatever zeros a kernel skips; the share of the peak can pass 1. A
  network's cost follows its firing rate: --data gives that of real images.
  RSS is the growth of the process at its largest, from before compiling.
  The bound is max(FLOPs / peak, bytes / bandwidth of main memory) over the
  time, 1 at the limit; above where the data stay in a cache.

JSON (--json), one object, numbers unrounded, null where not measured:
  schema   1; fields may be added under the same number
  machine  cpu, processors, isa,
           peaks[]: threads, gflop_per_second, gbyte_per_second
  model    name, file, steps
  setup    loss, optimizer, data, seed, kernels, precision, warmup, repeats
  results[], one a combination: mode, batch, threads, ms_median, ms_min,
           images_per_second, gflop, gflop_per_second, peak_share,
           arena_bytes, arena_bound_bytes, variable_bytes, resident_bytes,
           compile_ms, first_step_ms, firing_rate (0 to 1); and with
           --per-kernel kernels: step_ms, sum_ms, remainder_ms,
           groups[]: layer, op, kernel, nodes, ms, share, gflop, gbyte,
           bound_ratio
CSV (--csv): a header with the same names and a row a combination, or with
  --per-kernel a row a group and one whose layer is "remainder".)text";

}  // namespace synfire
