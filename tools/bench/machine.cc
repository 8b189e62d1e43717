#include "tools/bench/machine.h"

#include <algorithm>
#include <fstream>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "ops/backend/cpu/isa.h"

namespace synfire {
namespace {

std::string CpuName() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);) {
    const size_t colon = line.find(':');
    if (colon != std::string::npos && absl::StartsWith(line, "model name")) {
      return std::string(absl::StripAsciiWhitespace(line.substr(colon + 1)));
    }
  }
  return "unknown";
}

}  // namespace

const MachinePeak* Machine::Peak(int threads) const {
  const auto it = peaks.find(threads);
  return it == peaks.end() ? nullptr : &it->second;
}

Machine DescribeMachine() {
  Machine machine;
  machine.cpu = CpuName();
  machine.processors =
      std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  machine.isa = Name(WidestIsa());
  return machine;
}

}  // namespace synfire
