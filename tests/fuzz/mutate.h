#ifndef SYNFIRE_TESTS_FUZZ_MUTATE_H_
#define SYNFIRE_TESTS_FUZZ_MUTATE_H_

#include <cstdint>
#include <string>
#include <vector>

namespace synfire {

// Mutation number `run` of the seeds: one of them after one to eight small
// edits (a bit flipped, a byte replaced, a number changed, a piece removed,
// doubled, moved or taken from another seed).  A pure function of its
// arguments, so `run` alone names an input.  The result has at most `limit`
// bytes.  REQUIRES: seeds is not empty.
std::string Mutate(const std::vector<std::string>& seeds, uint64_t run,
                   size_t limit);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_FUZZ_MUTATE_H_
