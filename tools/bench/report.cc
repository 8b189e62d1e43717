#include "tools/bench/report.h"

namespace synfire {

const char kReportSchema[] = R"text(What the numbers are:
  A step is timed from outside, its inputs written before: the median and the
  fastest of --repeats. Forward, backward and update are what its kernels took
  (median), an update being the next value of a variable. GFLOP counts the dense
  computation, a multiply-add as two, whatever zeros a kernel skips; the share
  of the peak can pass 1. A network's cost follows its firing rate: --data gives
  that of real images. RSS is the growth of the process at its largest, from
  before compiling.
  Peaks are measured at the start, on as many threads: multiply-adds in
  registers, where the machine has instructions for bf16 a product of two bf16
  matrices by oneDNN, and for each cache and the main memory a read, a copy (bytes read
  and written) and a copy whose stores pass the caches by.
  The bound of a kernel is the larger of its operations at the peak (that of
  bf16 where it rounds its operands to it) and its
  arguments' bytes at the rate of the smallest level that holds them; a kernel
  that decides by its input (ran, density) is held to the operations it did.
  The ratio is bound over time: 1 at the limit, above it where an algorithm
  saves operations, as Winograd's.

JSON (--json), one object, numbers unrounded, null where not measured:
  schema   2; fields may be added under the same number
  machine  cpu, processors, isa, peaks[]: threads, gflop_per_second,
           bf16_gflop_per_second, levels[]: name, capacity_bytes, read_gbyte_per_second,
           copy_gbyte_per_second, stream_gbyte_per_second
  model    name, file, steps
  setup    loss, optimizer, data, seed, kernels, warmup, repeats
  results[], one a combination: mode, batch, threads, precision, ms_median,
           ms_min, and the two of forward_ms, backward_ms, update_ms
           (forward_ms_median, ...); images_per_second, gflop,
           gflop_per_second, peak_share, arena_bytes, arena_bound_bytes,
           variable_bytes, resident_bytes, compile_ms, first_step_ms,
           firing_rate (0 to 1); and with --per-kernel
           kernels: step_ms, sum_ms, remainder_ms (means), groups[]: layer, op,
           kernel, ran (which of its ways a kernel took, "" where it has one),
           density, denser (counting stopped there), nodes, ms, share, gflop,
           gbyte, limit, bound_ms, bound_ratio
CSV (--csv): a header with the same names and a row a combination, or with
  --per-kernel a row a group and one whose layer is "remainder".)text";

}  // namespace synfire
