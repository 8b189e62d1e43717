// How much memory this process holds in RAM, as the system counts it.
#ifndef SYNFIRE_TOOLS_BENCH_RESIDENT_MEMORY_H_
#define SYNFIRE_TOOLS_BENCH_RESIDENT_MEMORY_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace synfire {

// The bytes of a line "VmHWM:    1234 kB" of /proc/PID/status; none where it is
// not there.
std::optional<int64_t> StatusBytes(const std::string& status,
                                   absl::string_view field);

// The growth of the resident memory since this was made, at its largest.
class ResidentGrowth {
 public:
  // Takes the memory held now (VmRSS) as the start and forgets the peak so far.
  ResidentGrowth();

  // Forgets the peak so far, and not the start.
  void ForgetPeak();

  // VmHWM less the start.  None where the system counts nothing (/proc is not
  // mounted) or does not let the peak be forgotten, so that it may be an older
  // one.
  std::optional<int64_t> PeakBytes() const;

 private:
  std::optional<int64_t> start_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_RESIDENT_MEMORY_H_
