// The caches of a processor.
#ifndef SYNFIRE_TOOLS_BENCH_CACHES_H_
#define SYNFIRE_TOOLS_BENCH_CACHES_H_

#include <cstdint>
#include <string>
#include <vector>

namespace synfire {

struct Cache {
  int level = 1;
  int64_t bytes = 0;
  int processors = 1;  // that share it
};

// Those that hold data, the smallest first, as Linux describes the first
// processor's in `folder`.  Empty where it does not.
std::vector<Cache> DataCaches(
    const std::string& folder = "/sys/devices/system/cpu/cpu0/cache");

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_CACHES_H_
