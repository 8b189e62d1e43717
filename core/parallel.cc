#include "core/parallel.h"

#include <omp.h>
#include <sched.h>

#include <algorithm>

namespace synfire {
namespace {

int ProcessorsAllowed() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0) return 1;
  return std::max(1, CPU_COUNT(&set));
}

int g_threads = 0;

}  // namespace

int NumThreads() {
  if (g_threads == 0) {
    g_threads = std::min(omp_get_max_threads(), ProcessorsAllowed());
  }
  return g_threads;
}

void SetNumThreads(int threads) {
  g_threads = std::max(1, threads);
  omp_set_num_threads(g_threads);
}

namespace internal {

void ParallelForImpl(int64_t count, int64_t grain,
                     void (*body)(void*, int64_t, int64_t), void* context) {
  if (count <= 0) return;
  const int64_t blocks = (count + grain - 1) / grain;
  const int64_t parts = std::min<int64_t>(NumThreads(), blocks);
  if (parts == 1 || omp_in_parallel()) {
    body(context, 0, count);
    return;
  }
#pragma omp parallel for num_threads(static_cast <int>(parts)) schedule(static)
  for (int64_t part = 0; part < parts; ++part) {
    const int64_t begin = blocks * part / parts * grain;
    const int64_t end = std::min(count, blocks * (part + 1) / parts * grain);
    body(context, begin, end);
  }
}

}  // namespace internal
}  // namespace synfire
