// The machine that a benchmark runs on.
#ifndef SYNFIRE_TOOLS_BENCH_MACHINE_H_
#define SYNFIRE_TOOLS_BENCH_MACHINE_H_

#include <map>
#include <string>

#include "tools/bench/machine_peak.h"

namespace synfire {

struct Machine {
  std::string cpu;     // as the system calls it, "unknown" where it does not
  int processors = 1;  // of the machine
  std::string isa;     // the widest that kernels are compiled for and it runs
  // By number of threads; without those that were not measured.
  std::map<int, MachinePeak> peaks;

  // Null where it was not measured.
  const MachinePeak* Peak(int threads) const;
};

// All but the peaks.
Machine DescribeMachine();

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_MACHINE_H_
