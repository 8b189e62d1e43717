#include <algorithm>

#include "absl/strings/str_format.h"
#include "tools/bench/report.h"
#include "tools/commands/table.h"

namespace synfire {
namespace {

std::string Percent(double share) {
  return absl::StrFormat("%.1f", share * 100);
}
std::string Milliseconds(double s) { return absl::StrFormat("%.3f", s * 1e3); }
std::string Giga(double amount) {
  return absl::StrFormat("%.2f", amount * 1e-9);
}
std::string MiB(double bytes) {
  return absl::StrFormat("%.1f", bytes / 1048576);
}

std::string Rate(double amount, double seconds) {
  return seconds > 0 ? Giga(amount / seconds) : "-";
}

class Text : public Report {
 public:
  explicit Text(std::ostream* out) : out_(*out) {}

  void Begin(const BenchSetup& setup) override {
    setup_ = setup;
    const Machine& machine = setup.machine;
    Line("machine", absl::StrCat(machine.cpu, ", ", machine.processors,
                                 machine.processors == 1 ? " processor, "
                                                         : " processors, ",
                                 machine.isa));
    for (const auto& [threads, peak] : machine.peaks) {
      Line("peaks",
           absl::StrCat(threads, threads == 1 ? " thread: " : " threads: ",
                        Giga(peak.flops_per_second), " GFLOP/s, ",
                        Giga(peak.bytes_per_second), " GB/s of main memory"));
    }
    if (machine.peaks.empty()) Line("peaks", "not measured");
    Line("model", absl::StrCat(setup.model, " (", setup.path, "), ",
                               setup.steps, " time steps, ", setup.precision));
    Line("training", absl::StrCat(setup.loss, ", ", setup.optimizer,
                                  setup.trains_by_default
                                      ? " (defaults; see --loss, --optimizer)"
                                      : ""));
    Line("data", absl::StrCat(setup.data, ", seed ", setup.seed));
    Line("measured",
         absl::StrCat(setup.repeats, " steps after the first and ",
                      setup.warmup, " more; kernels ", setup.kernels));
    out_ << absl::StrFormat(
        "\n%-8s%6s%8s%11s%11s%11s%10s%8s%10s%10s%10s%12s%11s%8s\n", "mode",
        "batch", "threads", "median ms", "min ms", "images/s", "GFLOP/s",
        "peak %", "arena", "vars", "RSS MiB", "compile ms", "first ms",
        "fire %");
    out_.flush();
  }

  void Add(const Measurement& m) override {
    const MachinePeak* peak = setup_.machine.Peak(m.point.threads);
    out_ << absl::StrFormat(
        "%-8s%6d%8d%11s%11s%11.1f%10s%8s%10s%10s%10s%12.1f%11s%8s\n",
        Name(m.point.mode), m.point.batch, m.point.threads,
        Milliseconds(m.MedianSeconds()), Milliseconds(m.MinSeconds()),
        m.ImagesPerSecond(), Giga(m.FlopsPerSecond()),
        peak ? Percent(m.FlopsPerSecond() / peak->flops_per_second) : "-",
        MiB(m.arena_bytes), MiB(m.variable_bytes),
        m.resident_bytes ? MiB(*m.resident_bytes) : "-",
        m.compile_seconds * 1e3, Milliseconds(m.first_step_seconds),
        Percent(m.firing_rate));
    out_.flush();
    if (m.kernels.has_value()) tables_ += KernelTable(m);
  }

  void End() override { out_ << tables_ << std::flush; }

 private:
  void Line(const char* name, const std::string& text) {
    out_ << absl::StrFormat("%-10s%s\n", name, text);
  }

  std::string KernelTable(const Measurement& m) const {
    using Align = Table::Align;
    const KernelTimes& times = *m.kernels;
    const MachinePeak* peak = setup_.machine.Peak(m.point.threads);
    std::vector<Align> columns(11, Align::kRight);
    std::fill_n(columns.begin(), 3, Align::kLeft);
    Table table(columns);
    table.Add({"layer", "op", "kernel", "nodes", "ms", "share %", "GFLOP", "GB",
               "GFLOP/s", "GB/s", "bound %"});
    std::vector<KernelGroup> groups = times.groups;
    std::stable_sort(groups.begin(), groups.end(),
                     [](const KernelGroup& a, const KernelGroup& b) {
                       return a.seconds > b.seconds;
                     });
    for (const KernelGroup& group : groups) {
      const std::optional<double> bound = group.BoundRatio(peak);
      table.Add({group.layer, group.op, group.kernel, absl::StrCat(group.nodes),
                 Milliseconds(group.seconds),
                 Percent(group.seconds / times.step_seconds),
                 absl::StrFormat("%.4f", group.work.flops * 1e-9),
                 absl::StrFormat("%.4f", group.work.bytes * 1e-9),
                 Rate(group.work.flops, group.seconds),
                 Rate(group.work.bytes, group.seconds),
                 bound ? Percent(*bound) : "-"});
    }
    const auto sum = [&](const char* name, double seconds) {
      table.Add({name, "", "", "", Milliseconds(seconds),
                 Percent(seconds / times.step_seconds), "", "", "", "", ""});
    };
    sum("kernels", times.KernelSeconds());
    sum("remainder (variables copied, clock)", times.Remainder());
    sum("step, with clocks", times.step_seconds);
    return absl::StrCat("\n", Name(m.point.mode), ", batch ", m.point.batch,
                        ", threads ", m.point.threads, "\n", table.ToText());
  }

  std::ostream& out_;
  BenchSetup setup_;
  std::string tables_;
};

}  // namespace

std::unique_ptr<Report> TextReport(std::ostream* out) {
  return std::make_unique<Text>(out);
}

}  // namespace synfire
