#include "tools/commands/ops.h"

#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "ops/all_ops.h"
#include "tools/commands/attribute_text.h"
#include "tools/commands/json_output.h"
#include "tools/commands/reference_list.h"
#include "tools/commands/table.h"

namespace synfire {
namespace {

struct OpsOptions {
  std::string name;
  bool json = false;
};

std::string PortText(const InputDef& input) {
  return absl::StrCat(input.name, input.optional ? "?" : "",
                      input.variadic ? "..." : "", " ", input.shape);
}

// "(x [N,I], weight [O,I], bias? [O]) -> (y [N,O])", or what a layer takes.
std::string InputsText(const ReferenceEntry& entry) {
  if (entry.op != nullptr) {
    std::vector<std::string> inputs, outputs;
    for (const InputDef& input : entry.op->inputs()) {
      inputs.push_back(PortText(input));
    }
    for (const OutputDef& output : entry.op->outputs()) {
      outputs.push_back(absl::StrCat(output.name, " ", output.shape));
    }
    return absl::StrCat("(", absl::StrJoin(inputs, ", "), ") -> (",
                        absl::StrJoin(outputs, ", "), ")");
  }
  if (entry.max_inputs <= 1) return "";
  if (entry.min_inputs == entry.max_inputs) {
    return absl::StrCat(entry.max_inputs, " inputs");
  }
  return absl::StrCat(entry.min_inputs, " to ", entry.max_inputs, " inputs");
}

void PrintEntry(const ReferenceEntry& entry) {
  const Schema& schema = *entry.schema;
  std::printf("  %s: %s\n", schema.name().c_str(), schema.doc().c_str());
  const std::string inputs = InputsText(entry);
  if (!inputs.empty()) std::printf("      %s\n", inputs.c_str());
  using Align = Table::Align;
  Table table(
      {Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft, Align::kLeft});
  for (const AttrDef& attr : schema.attrs()) {
    table.Add(
        {"    ", attr.name, DomainText(attr), DefaultText(attr), attr.doc});
  }
  std::fputs(table.ToText().c_str(), stdout);
}

Json ToJson(const AttrValue& value) {
  struct Visitor {
    Json operator()(None) const { return nullptr; }
    Json operator()(bool value) const { return value; }
    Json operator()(int64_t value) const { return value; }
    Json operator()(double value) const { return value; }
    Json operator()(const std::string& value) const { return value; }
    Json operator()(const std::vector<int64_t>& value) const { return value; }
    Json operator()(const std::vector<double>& value) const { return value; }
  };
  return std::visit(Visitor(), value);
}

Json Bound(const AttrDef& attr, double bound) {
  const bool whole =
      attr.type == AttrType::kInt || attr.type == AttrType::kInts;
  return whole ? Json(static_cast<int64_t>(bound)) : Json(bound);
}

Json ToJson(const AttrDef& attr) {
  Json json;
  json["name"] = attr.name;
  json["type"] = TypeName(attr.type);
  json["doc"] = attr.doc;
  json["required"] = !attr.fallback.has_value();
  if (attr.fallback.has_value()) json["default"] = ToJson(*attr.fallback);
  if (!attr.unit.empty()) json["unit"] = attr.unit;
  if (std::isfinite(attr.min)) {
    json["min"] = Bound(attr, attr.min);
    json["min_exclusive"] = attr.min_exclusive;
  }
  if (std::isfinite(attr.max)) json["max"] = Bound(attr, attr.max);
  if (attr.type == AttrType::kSymbol) json["choices"] = attr.choices;
  if (attr.length > 0) json["length"] = attr.length;
  json["none_allowed"] = attr.none_allowed;
  return json;
}

Json ToJson(const ReferenceEntry& entry) {
  Json json;
  json["name"] = entry.schema->name();
  json["doc"] = entry.schema->doc();
  if (entry.op != nullptr) {
    json["inputs"] = Json::array();
    for (const InputDef& input : entry.op->inputs()) {
      json["inputs"].push_back({{"name", input.name},
                                {"shape", input.shape},
                                {"optional", input.optional},
                                {"variadic", input.variadic}});
    }
    json["outputs"] = Json::array();
    for (const OutputDef& output : entry.op->outputs()) {
      json["outputs"].push_back(
          {{"name", output.name}, {"shape", output.shape}});
    }
  } else if (entry.max_inputs > 0) {
    json["min_inputs"] = entry.min_inputs;
    json["max_inputs"] = entry.max_inputs;
  }
  json["attributes"] = Json::array();
  for (const AttrDef& attr : entry.schema->attrs()) {
    json["attributes"].push_back(ToJson(attr));
  }
  return json;
}

void PrintSections(const std::vector<ReferenceSection>& sections,
                   bool as_json) {
  if (as_json) {
    Json json = Json::object();
    for (const ReferenceSection& section : sections) {
      json[section.name] = Json::array();
      for (const ReferenceEntry& entry : section.entries) {
        json[section.name].push_back(ToJson(entry));
      }
    }
    PrintJson(json);
    return;
  }
  bool first = true;
  for (const ReferenceSection& section : sections) {
    std::printf("%s%s\n", first ? "" : "\n", section.title.c_str());
    for (const ReferenceEntry& entry : section.entries) PrintEntry(entry);
    first = false;
  }
}

absl::Status Ops(const OpsOptions& options) {
  std::vector<ReferenceSection> sections = ReferenceList(AllOps());
  if (!options.name.empty()) {
    SYNFIRE_ASSIGN_OR_RETURN(sections, FindInReference(sections, options.name));
  }
  PrintSections(sections, options.json);
  return absl::OkStatus();
}

}  // namespace

void AddOpsCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<OpsOptions>();
  CLI::App* ops = app->add_subcommand(
      "ops",
      "List what files can name: layers, neurons, surrogates, initialisers, "
      "losses, optimizers, schedules, data sets and transforms, and the ops of "
      "the IR, each with its attributes, their types, units, ranges and "
      "defaults");
  ops->add_option("NAME", options->name, "Only what has this name")
      ->type_name("");
  ops->add_flag("--json", options->json, "Print JSON");
  ops->callback([=] { *command = [=] { return Ops(*options); }; });
}

}  // namespace synfire
