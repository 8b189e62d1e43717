#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tools/bench/report.h"

namespace synfire {
namespace {

std::string Number(double value) { return absl::StrFormat("%.9g", value); }

class Csv : public Report {
 public:
  Csv(bool per_kernel, std::ostream* out)
      : per_kernel_(per_kernel), out_(*out) {}

  void Begin(const BenchSetup& setup) override {
    machine_ = setup.machine;
    out_ << (per_kernel_
                 ? "mode,batch,threads,layer,op,kernel,nodes,ms,share,gflop,"
                   "gbyte,bound_ratio\n"
                 : "mode,batch,threads,ms_median,ms_min,images_per_second,"
                   "gflop,gflop_per_second,peak_share,arena_bytes,"
                   "variable_bytes,resident_bytes,compile_ms,first_step_ms,"
                   "firing_rate\n");
  }

  void Add(const Measurement& m) override {
    const MachinePeak* peak = machine_.Peak(m.point.threads);
    if (per_kernel_) {
      AddKernels(m, peak);
      return;
    }
    Row(m, {Number(m.MedianSeconds() * 1e3), Number(m.MinSeconds() * 1e3),
            Number(m.ImagesPerSecond()), Number(m.work.flops * 1e-9),
            Number(m.FlopsPerSecond() * 1e-9),
            peak ? Number(m.FlopsPerSecond() / peak->flops_per_second) : "",
            absl::StrCat(m.arena_bytes), absl::StrCat(m.variable_bytes),
            m.resident_bytes ? absl::StrCat(*m.resident_bytes) : "",
            Number(m.compile_seconds * 1e3), Number(m.first_step_seconds * 1e3),
            Number(m.firing_rate)});
  }

  void End() override {}

 private:
  void Row(const Measurement& m, const std::vector<std::string>& cells) {
    out_ << Name(m.point.mode) << "," << m.point.batch << "," << m.point.threads
         << "," << absl::StrJoin(cells, ",") << std::endl;
  }

  void AddKernels(const Measurement& m, const MachinePeak* peak) {
    const KernelTimes& times = *m.kernels;
    for (const KernelGroup& group : times.groups) {
      const std::optional<double> bound = group.BoundRatio(peak);
      Row(m, {group.layer, group.op, group.kernel, absl::StrCat(group.nodes),
              Number(group.seconds * 1e3),
              Number(group.seconds / times.step_seconds),
              Number(group.work.flops * 1e-9), Number(group.work.bytes * 1e-9),
              bound ? Number(*bound) : ""});
    }
    Row(m, {"remainder", "", "", "", Number(times.Remainder() * 1e3),
            Number(times.Remainder() / times.step_seconds), "", "", ""});
  }

  const bool per_kernel_;
  std::ostream& out_;
  Machine machine_;
};

}  // namespace

std::unique_ptr<Report> CsvReport(bool per_kernel, std::ostream* out) {
  return std::make_unique<Csv>(per_kernel, out);
}

}  // namespace synfire
