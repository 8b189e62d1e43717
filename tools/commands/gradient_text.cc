#include <set>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tools/commands/gradient_report.h"
#include "tools/commands/table.h"

namespace synfire {
namespace {

using Points = std::vector<FlowPoint>;
using Align = Table::Align;

std::string Number(std::optional<double> number, const char* absent) {
  return number.has_value() ? absl::StrFormat("%.4g", *number) : absent;
}

// "silent: sn1, sn2", or "silent" of a layer itself.
void AddNeurons(const char* what, const std::vector<std::string>& layers,
                std::vector<std::string>* notes) {
  if (layers.empty()) return;
  const bool itself = layers.size() == 1 && layers[0].empty();
  notes->push_back(
      itself ? what : absl::StrCat(what, ": ", absl::StrJoin(layers, ", ")));
}

std::string Notes(const FlowPoint& point) {
  std::vector<std::string> notes;
  if (point.flow != Flow::kSound) notes.push_back(NameOf(point.flow));
  AddNeurons("silent", point.silent, &notes);
  AddNeurons("saturated", point.saturated, &notes);
  return absl::StrJoin(notes, "; ");
}

void AddTable(const char* kind, const Points& points, std::string* text) {
  if (points.empty()) return;
  Table table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight,
               Align::kLeft});
  table.Add({kind, "gradient", "to last", "firing rate", "warnings"});
  for (const FlowPoint& point : points) {
    table.Add({point.path, Number(point.norm, "-"), Number(point.relative, "-"),
               Number(point.firing_rate, "-"), Notes(point)});
  }
  absl::StrAppend(text, "\n", table.ToText());
}

int CountOf(const Points& points, Flow flow) {
  int count = 0;
  for (const FlowPoint& point : points) count += point.flow == flow;
  return count;
}

// Layers in blocks within blocks are counted once: by their whole paths.
template <typename Member>
int CountNeurons(const GradientFlow& flow, Member member) {
  std::set<std::string> paths;
  for (const Points* points : {&flow.blocks, &flow.layers}) {
    for (const FlowPoint& point : *points) {
      for (const std::string& layer : point.*member) {
        paths.insert(layer.empty() ? point.path
                                   : absl::StrCat(point.path, ".", layer));
      }
    }
  }
  return static_cast<int>(paths.size());
}

std::string Warnings(const FlowSetup& setup, const GradientFlow& flow) {
  const bool of_blocks = !flow.blocks.empty();
  const Points& points = of_blocks ? flow.blocks : flow.layers;
  std::string text;
  const auto add = [&](int count, const char* what, const std::string& means) {
    if (count == 0) return;
    absl::StrAppend(&text, "  ", count, " ", what,
                    count == 1 ? ": " : "s: ", means, "\n");
  };
  const char* kind = of_blocks ? "block" : "layer";
  add(CountOf(points, Flow::kVanished), kind,
      absl::StrFormat("the gradient vanished (0, or at most %g of %s's)",
                      setup.limits.vanishing, flow.last));
  add(CountOf(points, Flow::kExploded), kind,
      absl::StrFormat("the gradient exploded (above %g times %s's, or not "
                      "finite)",
                      setup.limits.exploding, flow.last));
  add(CountOf(points, Flow::kAbsent), kind, "the loss does not depend on it");
  add(CountNeurons(flow, &FlowPoint::silent), "neuron layer",
      "silent, no neuron fired");
  add(CountNeurons(flow, &FlowPoint::saturated), "neuron layer",
      "saturated, all neurons fired at every step");
  return text;
}

}  // namespace

std::string FlowText(const FlowSetup& setup, const GradientFlow& flow) {
  std::string text = absl::StrCat(setup.model, "\n");
  Table table({Align::kLeft, Align::kLeft});
  table.Add({"  mode",
             absl::StrCat(setup.mode, ", batch ", setup.batch, ", ",
                          setup.steps, setup.steps == 1 ? " step" : " steps")});
  table.Add({"  weights", setup.weights});
  table.Add({"  input", setup.input});
  table.Add(
      {"  loss", absl::StrCat(setup.loss, " = ", Number(flow.loss, "-"))});
  absl::StrAppend(&text, table.ToText());
  AddTable("block", flow.blocks, &text);
  AddTable("layer", flow.layers, &text);
  const std::string warnings = Warnings(setup, flow);
  if (!warnings.empty()) absl::StrAppend(&text, "\nwarnings\n", warnings);
  return text;
}

}  // namespace synfire
