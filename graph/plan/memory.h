// Placement of buffers with known lifetimes in one arena.
//
// Time is counted in nodes: a buffer is live from the node that writes it first
// to the node that reads it last, both included.  Two buffers whose lifetimes
// meet must not overlap.  Largest first, each at the lowest free offset (the
// greedy of Pisarchyk and Lee, "Efficient memory management for deep neural net
// inference", 2020).
#ifndef SYNFIRE_GRAPH_PLAN_MEMORY_H_
#define SYNFIRE_GRAPH_PLAN_MEMORY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/status.h"

namespace synfire {

struct Lifetime {
  std::string name;  // for messages and listings
  int64_t bytes = 0;
  int first = 0, last = 0;
  int64_t offset = -1;  // in the arena, set by PlaceBuffers
};

constexpr int64_t kArenaAlignment = 64;
// What a buffer of so many bytes takes of the arena.
inline int64_t ArenaAligned(int64_t bytes) {
  return (bytes + kArenaAlignment - 1) / kArenaAlignment * kArenaAlignment;
}

// Sets each offset; returns the arena's size in bytes.
int64_t PlaceBuffers(std::vector<Lifetime>* buffers);

// The largest sum of bytes live at one time: no placement can do better.
int64_t LowerBound(const std::vector<Lifetime>& buffers);

// Checks a placement, by whatever means it was made: aligned, inside the arena,
// no two live buffers overlap.  An internal error names the two.
absl::Status CheckPlacement(const std::vector<Lifetime>& buffers,
                            int64_t arena_bytes);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PLAN_MEMORY_H_
