// The devices that a program can compute on, as text and as JSON.
#ifndef SYNFIRE_TOOLS_COMMANDS_DEVICE_REPORT_H_
#define SYNFIRE_TOOLS_COMMANDS_DEVICE_REPORT_H_

#include <cstdint>
#include <string>

#include "ops/backend/cuda/devices.h"
#include "tools/commands/json_output.h"

namespace synfire {

struct CpuFacts {
  std::string name;          // as the system calls it
  std::string isa;           // the widest that kernels are compiled for
  int processors = 1;        // of the machine
  int threads = 1;           // that compute where --threads does not say
  int64_t memory_bytes = 0;  // of the machine
};

//   cpu     AMD EPYC: 2 processors, 2 threads, avx512, 23.4 GiB
//   cuda    built with CUDA 13.0; driver for CUDA 13.0; cuDNN 9.19.0
//   cuda:0  NVIDIA H100: 79.1 GiB, compute capability 9.0
//           missing: ...
std::string DevicesText(const CpuFacts& cpu, const CudaPlatform& cuda);

// {"cpu": {"name", "isa", "processors", "threads", "memory_bytes"},
//  "cuda": {"runtime", "driver", "cudnn", "devices": [{"name", "memory_bytes",
//  "compute_capability"}], "missing"}}; null is what is not there.
Json DevicesJson(const CpuFacts& cpu, const CudaPlatform& cuda);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_DEVICE_REPORT_H_
