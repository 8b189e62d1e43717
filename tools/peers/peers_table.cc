#include "tools/peers/peers_table.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tools/peers/workloads.h"

namespace synfire {
namespace {

using Row = std::vector<std::string>;

std::string Line(const Row& row) {
  return absl::StrCat("| ", absl::StrJoin(row, " | "), " |\n");
}

std::string TableOf(const std::string& title, const Row& head,
                    const std::vector<Row>& rows) {
  if (rows.empty()) return "";
  std::string text = absl::StrCat("\n**", title, "**\n\n", Line(head), "|");
  for (size_t i = 0; i < head.size(); ++i) {
    absl::StrAppend(&text, i == 0 ? " --- |" : " ---: |");
  }
  absl::StrAppend(&text, "\n");
  for (const Row& row : rows) absl::StrAppend(&text, Line(row));
  return text;
}

std::string Milliseconds(double seconds) {
  return absl::StrFormat(seconds < 0.1 ? "%.1f" : "%.0f", seconds * 1e3);
}
std::string Mebibytes(double bytes) {
  return absl::StrFormat("%.0f", bytes / (1 << 20));
}
std::string Times(double ratio) { return absl::StrFormat("%.2f", ratio); }
template <typename Format>
std::string OrDash(const std::optional<double>& value, Format&& format) {
  return value.has_value() ? format(*value) : "-";
}

// "270 (265)": the median of the rounds and the fastest, which are far apart
// where other programs ran beside.
std::string MedianAndFastest(const Samples& samples) {
  return absl::StrCat(Milliseconds(samples.Median()), " (",
                      Milliseconds(samples.Min()), ")");
}

bool IsComplete(const Comparison& c) {
  return c.ours.step.size() > 0 && c.theirs.step.size() > 0;
}

double Faster(const Samples& ours, const Samples& theirs) {
  return theirs.Median() / ours.Median();
}

// "2025-01-31 12" of "2025-01-31 12:30".
std::string Hour(const SideResult& side) { return side.date.substr(0, 13); }

std::string DateOf(const Comparison& c) {
  if (Hour(c.ours) == Hour(c.theirs)) return c.ours.date;
  return absl::StrCat("ours ", c.ours.date, ", theirs ", c.theirs.date);
}

// A step of a network, forward and backward apart where there are both.
Row StepRow(const PeerWorkload& workload, const Comparison& c) {
  Row row = {workload.title, MedianAndFastest(c.ours.step),
             MedianAndFastest(c.theirs.step),
             Times(Faster(c.ours.step, c.theirs.step)),
             Times(c.train ? workload.train_target : workload.infer_target)};
  if (c.train) {
    const auto parts = [](const SideResult& side) {
      return absl::StrCat(Milliseconds(side.forward.Median()), " + ",
                          Milliseconds(side.backward.Median()));
    };
    row.push_back(parts(c.ours));
    row.push_back(parts(c.theirs));
  }
  row.push_back(OrDash(c.ours.bound, Milliseconds));
  row.push_back(OrDash(c.ours.kernel_share, [](double share) {
    return absl::StrFormat("%.1f", share * 100);
  }));
  row.push_back(OrDash(c.ours.firing_rate, [](double rate) {
    return absl::StrFormat("%.1f", rate * 100);
  }));
  row.push_back(DateOf(c));
  return row;
}

Row MemoryRow(const PeerWorkload& workload, const Comparison& c) {
  return {absl::StrCat(workload.title, c.train ? "" : ", inference"),
          Mebibytes(*c.ours.memory),
          Mebibytes(*c.theirs.memory),
          Times(static_cast<double>(*c.theirs.memory) / *c.ours.memory),
          absl::StrFormat("%.2f", c.ours.start_seconds),
          absl::StrFormat("%.0f", c.theirs.start_seconds)};
}

Row LayerRow(const PeerWorkload& workload, const Comparison& c, bool forward) {
  const Samples& ours = forward ? c.ours.forward : c.ours.backward;
  const Samples& theirs = forward ? c.theirs.forward : c.theirs.backward;
  const auto nanoseconds = [&](const Samples& samples) {
    return absl::StrFormat("%.3f",
                           samples.Median() * 1e9 / workload.neuron_steps);
  };
  return {absl::StrCat(workload.title, !c.train  ? ", inference"
                                       : forward ? ", forward"
                                                 : ", backward"),
          nanoseconds(ours), nanoseconds(theirs), Times(Faster(ours, theirs)),
          DateOf(c)};
}

// The kernels that take 4 % of a step or more.
void AddKernelRows(const PeerWorkload& workload, const Comparison& c,
                   std::vector<Row>* rows) {
  constexpr double kWorthARow = 0.04;
  double step = 0;
  for (const KernelShare& share : c.ours.kernels) step += share.seconds;
  const auto percent = [](double share) {
    return absl::StrFormat("%.0f", share * 100);
  };
  for (const KernelShare& share : c.ours.kernels) {
    if (share.seconds < kWorthARow * step) continue;
    rows->push_back({workload.title, share.op, share.kernel,
                     Milliseconds(share.seconds), percent(share.seconds / step),
                     percent(share.bound / share.seconds)});
  }
}

}  // namespace

std::string PeersMarkdown(Sitting sitting) {
  std::set<std::string> ours, theirs;
  std::vector<Row> steps, inferences, memory, layers, kernels;
  for (const PeerWorkload& workload : PeerWorkloads()) {
    for (bool train : {true, false}) {
      const Comparison& c = *sitting.Find(workload.name, train);
      if (!IsComplete(c)) continue;
      ours.insert(c.ours.version);
      theirs.insert(c.theirs.version);
      if (!workload.layer.empty()) {
        layers.push_back(LayerRow(workload, c, /*forward=*/true));
        if (train) layers.push_back(LayerRow(workload, c, /*forward=*/false));
        continue;
      }
      if (train) AddKernelRows(workload, c, &kernels);
      (train ? steps : inferences).push_back(StepRow(workload, c));
      if (c.ours.memory.has_value() && c.theirs.memory.has_value()) {
        memory.push_back(MemoryRow(workload, c));
      }
    }
  }
  const Row tail = {"bound ms", "kernels %", "firing %", "UTC"};
  Row train_head = {"training step",
                    "ours ms (fastest)",
                    "theirs ms (fastest)",
                    "times faster",
                    "target",
                    "ours, forward + backward",
                    "theirs, likewise"};
  Row infer_head = {"inference", "ours ms (fastest)", "theirs ms (fastest)",
                    "times faster", "target"};
  train_head.insert(train_head.end(), tail.begin(), tail.end());
  infer_head.insert(infer_head.end(), tail.begin(), tail.end());
  return absl::StrCat(
      sitting.machine, ", ", sitting.threads, " threads. Synfire ",
      absl::StrJoin(ours, "; "), ". Theirs: ", absl::StrJoin(theirs, "; "),
      ".\n", TableOf("Training", train_head, steps),
      TableOf("Inference", infer_head, inferences),
      TableOf(
          "Memory above the idle process, and the time to the first step",
          {"", "ours MiB", "theirs MiB", "times less", "ours s", "theirs s"},
          memory),
      TableOf("A layer alone",
              {"", "ours, ns a neuron-step", "theirs", "times faster", "UTC"},
              layers),
      TableOf("Our kernels in a training step, from 4 % of it",
              {"", "op", "kernel", "ms", "% of the step", "% of the bound"},
              kernels));
}

absl::StatusOr<std::string> FillPage(const std::string& page,
                                     const std::string& text) {
  const std::string first = "<!-- compare_peers -->\n";
  const std::string last = "<!-- /compare_peers -->\n";
  const size_t begin = page.find(first), end = page.find(last);
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    return UserError(
        "the page lacks the lines <!-- compare_peers --> and "
        "<!-- /compare_peers -->");
  }
  return absl::StrCat(page.substr(0, begin + first.size()), "\n", text, "\n",
                      page.substr(end));
}

}  // namespace synfire
