#include "tools/commands/devices.h"

#include <unistd.h>

#include <cstdio>
#include <memory>

#include "core/parallel.h"
#include "tools/bench/machine.h"
#include "tools/commands/device_report.h"

namespace synfire {
namespace {

struct DevicesOptions {
  bool json = false;
};

CpuFacts DescribeCpu() {
  const Machine machine = DescribeMachine();
  CpuFacts cpu;
  cpu.name = machine.cpu;
  cpu.isa = machine.isa;
  cpu.processors = machine.processors;
  cpu.threads = NumThreads();
  cpu.memory_bytes =
      int64_t{sysconf(_SC_PHYS_PAGES)} * int64_t{sysconf(_SC_PAGESIZE)};
  return cpu;
}

absl::Status Devices(const DevicesOptions& options) {
  const CpuFacts cpu = DescribeCpu();
  const CudaPlatform cuda = DescribeCuda();
  if (options.json) {
    PrintJson(DevicesJson(cpu, cuda));
  } else {
    std::fputs(DevicesText(cpu, cuda).c_str(), stdout);
  }
  return absl::OkStatus();
}

}  // namespace

void AddDevicesCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<DevicesOptions>();
  CLI::App* devices = app->add_subcommand(
      "devices",
      "List the processors and CUDA devices of this machine, what the program "
      "was built with, and what is missing for --device cuda");
  devices->add_flag("--json", options->json, "Print JSON");
  devices->callback([=] { *command = [=] { return Devices(*options); }; });
}

}  // namespace synfire
