#include "tools/commands/device_report.h"

#include "tools/commands/amounts.h"
#include "tools/commands/table.h"

namespace synfire {
namespace {

std::string Counted(int count, const char* what) {
  return absl::StrCat(count, " ", what, count == 1 ? "" : "s");
}

std::string Capability(const CudaDevice& device) {
  return absl::StrCat(device.major, ".", device.minor);
}

std::string VersionsText(const CudaPlatform& cuda) {
  return absl::StrCat(
      "built with CUDA ", cuda.runtime, "; ",
      cuda.driver.empty() ? "no driver" : "driver for CUDA " + cuda.driver,
      "; ",
      cuda.cublas_lt.empty() ? "no cuBLASLt" : "cuBLASLt " + cuda.cublas_lt,
      "; ", cuda.cudnn.empty() ? "no cuDNN 9" : "cuDNN " + cuda.cudnn);
}

Json TextOrNull(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace

std::string DevicesText(const CpuFacts& cpu, const CudaPlatform& cuda) {
  Table table({Table::Align::kLeft, Table::Align::kLeft});
  table.Add(
      {"cpu", absl::StrCat(cpu.name, ": ", Counted(cpu.processors, "processor"),
                           ", ", Counted(cpu.threads, "thread"), ", ", cpu.isa,
                           ", ", BytesText(cpu.memory_bytes))});
  const std::string missing(ExpectCudaBackend(cuda).message());
  if (cuda.runtime.empty()) {
    table.Add({"cuda", absl::StrCat("missing: ", missing)});
    return table.ToText();
  }
  table.Add({"cuda", VersionsText(cuda)});
  for (size_t i = 0; i < cuda.devices.size(); ++i) {
    const CudaDevice& device = cuda.devices[i];
    table.Add({absl::StrCat("cuda:", i),
               absl::StrCat(device.name, ": ", BytesText(device.memory_bytes),
                            ", compute capability ", Capability(device))});
  }
  if (!missing.empty()) table.Add({"", absl::StrCat("missing: ", missing)});
  return table.ToText();
}

Json DevicesJson(const CpuFacts& cpu, const CudaPlatform& cuda) {
  Json devices = Json::array();
  for (const CudaDevice& device : cuda.devices) {
    devices.push_back({{"name", device.name},
                       {"memory_bytes", device.memory_bytes},
                       {"compute_capability", Capability(device)}});
  }
  Json json;
  json["cpu"] = {{"name", cpu.name},
                 {"isa", cpu.isa},
                 {"processors", cpu.processors},
                 {"threads", cpu.threads},
                 {"memory_bytes", cpu.memory_bytes}};
  json["cuda"] = {
      {"runtime", TextOrNull(cuda.runtime)},
      {"driver", TextOrNull(cuda.driver)},
      {"cublas_lt", TextOrNull(cuda.cublas_lt)},
      {"cudnn", TextOrNull(cuda.cudnn)},
      {"devices", devices},
      {"missing", TextOrNull(std::string(ExpectCudaBackend(cuda).message()))}};
  return json;
}

}  // namespace synfire
