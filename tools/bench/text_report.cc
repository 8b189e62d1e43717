#include <algorithm>
#include <cmath>

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

// "L2        1 MiB   220.41 GB/s read, 190.22 copied"
std::string RatesOf(const MemoryLevel& level) {
  const bool small = level.capacity < 1 << 20;
  const std::string capacity =
      std::isinf(level.capacity)
          ? ""
          : absl::StrFormat("%.0f %s",
                            level.capacity / (small ? 1024 : 1 << 20),
                            small ? "KiB" : "MiB");
  return absl::StrFormat(
      "%-7s%9s%9s GB/s read, %s copied%s", level.name, capacity,
      Giga(level.read), Giga(level.copy),
      level.stream > 0
          ? absl::StrCat(", ", Giga(level.stream), " past the caches")
          : "");
}

// "12.5", or ">50.0" where counting stopped there.
std::string DensityOf(const KernelGroup& group) {
  if (!group.density.has_value()) return "";
  return absl::StrCat(group.denser ? ">" : "", Percent(*group.density));
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
                        Giga(peak.flops_per_second), " GFLOP/s",
                        peak.bf16_flops_per_second > 0
                            ? absl::StrCat(", in bf16 ",
                                           Giga(peak.bf16_flops_per_second))
                            : ""));
      for (const MemoryLevel& level : peak.levels) Line("", RatesOf(level));
    }
    if (machine.peaks.empty()) Line("peaks", "not measured");
    Line("model", absl::StrCat(setup.model, " (", setup.path, "), ",
                               setup.steps, " time steps"));
    Line("training", absl::StrCat(setup.loss, ", ", setup.optimizer,
                                  setup.trains_by_default
                                      ? " (defaults; see --loss, --optimizer)"
                                      : ""));
    Line("data", absl::StrCat(setup.data, ", seed ", setup.seed));
    Line("measured",
         absl::StrCat(setup.repeats, " steps after the first and ",
                      setup.warmup, " more; kernels ", setup.kernels));
    out_ << absl::StrFormat(
        "\n%-8s%6s%8s%6s%11s%11s%11s%11s%10s%11s%10s%8s%10s%10s%10s%12s%11s"
        "%8s\n",
        "mode", "batch", "threads", "type", "median ms", "min ms", "forward",
        "backward", "update", "images/s", "GFLOP/s", "peak %", "arena", "vars",
        "RSS MiB", "compile ms", "first ms", "fire %");
    out_.flush();
  }

  void Add(const Measurement& m) override {
    const MachinePeak* peak = setup_.machine.Peak(m.point.threads);
    out_ << absl::StrFormat(
        "%-8s%6d%8d%6s%11s%11s%11s%11s%10s%11.1f%10s%8s%10s%10s%10s%12.1f%11s"
        "%8s\n",
        Name(m.point.mode), m.point.batch, m.point.threads,
        Name(m.point.precision), Milliseconds(m.step.Median()),
        Milliseconds(m.step.Min()), Milliseconds(m.forward.Median()),
        Milliseconds(m.backward.Median()), Milliseconds(m.update.Median()),
        m.ImagesPerSecond(), Giga(m.FlopsPerSecond()),
        peak ? Percent(m.PeakShare(*peak)) : "-", MiB(m.arena_bytes),
        MiB(m.variable_bytes), m.resident_bytes ? MiB(*m.resident_bytes) : "-",
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
    std::vector<Align> columns(14, Align::kRight);
    std::fill_n(columns.begin(), 4, Align::kLeft);
    Table table(columns);
    table.Add({"layer", "op", "kernel", "ran", "dense %", "nodes", "ms",
               "share %", "GFLOP", "GB", "GFLOP/s", "GB/s", "limit",
               "bound %"});
    std::vector<KernelGroup> groups = times.groups;
    std::stable_sort(groups.begin(), groups.end(),
                     [](const KernelGroup& a, const KernelGroup& b) {
                       return a.seconds > b.seconds;
                     });
    for (const KernelGroup& group : groups) {
      const std::optional<double> bound = group.BoundRatio(peak);
      table.Add(
          {group.layer, group.op, group.kernel, group.ways, DensityOf(group),
           absl::StrCat(group.nodes), Milliseconds(group.seconds),
           Percent(group.seconds / times.step_seconds),
           absl::StrFormat("%.4f", group.work.flops * 1e-9),
           absl::StrFormat("%.4f", group.work.bytes() * 1e-9),
           Rate(group.work.flops, group.seconds),
           Rate(group.work.bytes(), group.seconds),
           peak ? group.AtBest(*peak).by : "-", bound ? Percent(*bound) : "-"});
    }
    const auto sum = [&](const char* name, double seconds) {
      std::vector<std::string> row(14);
      row[0] = name;
      row[6] = Milliseconds(seconds);
      row[7] = Percent(seconds / times.step_seconds);
      table.Add(row);
    };
    sum("kernels", times.KernelSeconds());
    sum("remainder (variables copied, clock)", times.Remainder());
    sum("step", times.step_seconds);
    return absl::StrCat("\n", Name(m.point.mode), ", batch ", m.point.batch,
                        ", threads ", m.point.threads, ", ",
                        Name(m.point.precision), "\n", table.ToText());
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
