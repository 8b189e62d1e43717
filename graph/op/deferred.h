// A value of the form kDeferred: its maker need not have computed it, but lets
// its one reader ask for it, a slab at a time, in memory that stays in a cache.
//
// The value's memory starts with a header.  Behind it the elements lie as in
// kPlain, or nothing does and the header names the maker.  What the maker reads
// and its scratch stay as they are until the reader has run.
#ifndef SYNFIRE_GRAPH_OP_DEFERRED_H_
#define SYNFIRE_GRAPH_OP_DEFERRED_H_

#include <cstdint>
#include <memory>

#include "graph/op/kernel.h"

namespace synfire {

// Elements [begin, end) of each of the steps that a value has.
struct Slab {
  int64_t begin, end;
};

class SlabMaker {
 public:
  virtual ~SlabMaker() = default;
  // Writes step t of the slab to out[t * stride] and on.  A slab is of whole
  // rows: of the value's last two axes.  `args` are those of the maker's Run.
  // Threads may make slabs at once, each with a `slot` of its own, below
  // NumThreads().
  virtual void Make(const KernelArgs& args, int64_t slot, const Slab& slab,
                    float* out, int64_t stride) const = 0;
};

struct Deferred {
  const SlabMaker* maker;  // null: the elements are there
  KernelArgs args;         // of the maker
};

// At the start of the value's memory, and behind it.
constexpr int64_t kDeferredHeader = 64;
static_assert(sizeof(Deferred) <= kDeferredHeader, "raise the bound");

inline const Deferred& DeferredAt(const void* value) {
  return *static_cast<const Deferred*>(value);
}
inline const float* ElementsOfDeferred(const void* value) {
  return reinterpret_cast<const float*>(static_cast<const char*>(value) +
                                        kDeferredHeader);
}

// `kernel`, whose output 0 is plain, as one whose output 0 is kDeferred.
std::unique_ptr<Kernel> MakeAtOnce(std::unique_ptr<Kernel> kernel);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_OP_DEFERRED_H_
