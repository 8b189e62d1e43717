// Work split over threads: one pool (OpenMP's, which oneDNN shares).
#ifndef SYNFIRE_CORE_PARALLEL_H_
#define SYNFIRE_CORE_PARALLEL_H_

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <type_traits>

namespace synfire {

// Threads a parallel loop uses: as set, else the processors this process may
// run on.  Not to be set while a loop runs, nor between the making of a kernel
// and its last run: kernels size their scratch by it.
int NumThreads();
void SetNumThreads(int threads);

namespace internal {
void ParallelForImpl(int64_t count, int64_t grain,
                     void (*body)(void*, int64_t, int64_t), void* context);
}  // namespace internal

// Calls body(begin, end) on disjoint ranges that cover [0, count), each but
// the last a multiple of `grain`.  Ranges depend on count, grain and
// NumThreads() alone; a reduction whose result must not depend on the number of
// threads makes fixed chunks its items.  Blocks until all are done; body must
// not throw.  A loop inside a body runs on the calling thread.  Does not
// allocate.
template <typename Body>
void ParallelFor(int64_t count, int64_t grain, Body&& body) {
  using Callable = std::remove_reference_t<Body>;
  internal::ParallelForImpl(
      count, grain,
      [](void* context, int64_t begin, int64_t end) {
        (*static_cast<Callable*>(context))(begin, end);
      },
      const_cast<void*>(static_cast<const void*>(&body)));
}

// Calls body(thread, item) for every item: a thread that is done with one takes
// the next.  Calls with one `thread`, below `threads`, follow each other, so
// that each has memory of its own.  For items of unequal work, none of which
// depends on the thread.  Otherwise as ParallelFor.
template <typename Body>
void ParallelItems(int64_t items, int64_t threads, const Body& body) {
  std::atomic<int64_t> next{0};
  ParallelFor(std::min(threads, items), /*grain=*/1,
              [&](int64_t begin, int64_t end) {
                for (int64_t thread = begin; thread < end; ++thread) {
                  for (int64_t i = next++; i < items; i = next++) {
                    body(thread, i);
                  }
                }
              });
}

}  // namespace synfire

#endif  // SYNFIRE_CORE_PARALLEL_H_
