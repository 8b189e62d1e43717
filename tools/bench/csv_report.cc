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
    out_ << "mode,batch,threads,precision,"
         << (per_kernel_
                 ? "layer,op,kernel,ran,density,nodes,ms,share,gflop,gbyte,"
                   "limit,bound_ms,bound_ratio\n"
                 : "ms_median,ms_min,forward_ms_median,forward_ms_min,"
                   "backward_ms_median,backward_ms_min,update_ms_median,"
                   "update_ms_min,images_per_second,gflop,gflop_per_second,"
                   "peak_share,arena_bytes,variable_bytes,resident_bytes,"
                   "compile_ms,first_step_ms,firing_rate\n");
  }

  void Add(const Measurement& m) override {
    const MachinePeak* peak = machine_.Peak(m.point.threads);
    if (per_kernel_) {
      AddKernels(m, peak);
      return;
    }
    std::vector<std::string> cells;
    for (const Samples* times : {&m.step, &m.forward, &m.backward, &m.update}) {
      cells.push_back(Number(times->Median() * 1e3));
      cells.push_back(Number(times->Min() * 1e3));
    }
    for (const std::string& cell :
         {Number(m.ImagesPerSecond()), Number(m.work.flops * 1e-9),
          Number(m.FlopsPerSecond() * 1e-9),
          peak ? Number(m.PeakShare(*peak)) : "", absl::StrCat(m.arena_bytes),
          absl::StrCat(m.variable_bytes),
          m.resident_bytes ? absl::StrCat(*m.resident_bytes) : "",
          Number(m.compile_seconds * 1e3), Number(m.first_step_seconds * 1e3),
          Number(m.firing_rate)}) {
      cells.push_back(cell);
    }
    Row(m, cells);
  }

  void End() override {}

 private:
  void Row(const Measurement& m, const std::vector<std::string>& cells) {
    out_ << Name(m.point.mode) << "," << m.point.batch << "," << m.point.threads
         << "," << Name(m.point.precision) << "," << absl::StrJoin(cells, ",")
         << std::endl;
  }

  void AddKernels(const Measurement& m, const MachinePeak* peak) {
    const KernelTimes& times = *m.kernels;
    for (const KernelGroup& group : times.groups) {
      const std::optional<double> bound = group.BoundRatio(peak);
      // Ways have commas: "lists 75 %, onednn:direct 25 %".
      Row(m,
          {group.layer, group.op, group.kernel,
           absl::StrCat("\"", group.ways, "\""),
           group.density ? Number(*group.density) : "",
           absl::StrCat(group.nodes), Number(group.seconds * 1e3),
           Number(group.seconds / times.step_seconds),
           Number(group.work.flops * 1e-9), Number(group.work.bytes() * 1e-9),
           peak ? group.AtBest(*peak).by : "",
           peak ? Number(group.AtBest(*peak).seconds * 1e3) : "",
           bound ? Number(*bound) : ""});
    }
    Row(m,
        {"remainder", "", "", "", "", "", Number(times.Remainder() * 1e3),
         Number(times.Remainder() / times.step_seconds), "", "", "", "", ""});
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
