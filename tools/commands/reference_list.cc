#include "tools/commands/reference_list.h"

#include <utility>

#include "core/spec/nearest_name.h"
#include "data/registry.h"
#include "data/transform/registry.h"
#include "ops/optim/schedule/schedule.h"
#include "ops/surrogates/surrogate_spec.h"

namespace synfire {
namespace {

ReferenceSection Layers(const Catalog& catalog, bool neurons) {
  ReferenceSection section =
      neurons ? ReferenceSection{"neurons", "Neurons: layers that spike", {}}
              : ReferenceSection{"layers", "Layers", {}};
  for (const auto& [name, def] : catalog.layers) {
    if (def.neuron != neurons) continue;
    section.entries.push_back(
        {&def.schema, nullptr, def.min_inputs, def.max_inputs});
  }
  return section;
}

template <typename Defs>
ReferenceSection OfMap(std::string name, std::string title, const Defs& defs) {
  ReferenceSection section{std::move(name), std::move(title), {}};
  for (const auto& entry : defs) {
    section.entries.push_back({&entry.second.schema});
  }
  return section;
}

template <typename Defs>
ReferenceSection OfList(std::string name, std::string title, const Defs& defs) {
  ReferenceSection section{std::move(name), std::move(title), {}};
  for (const auto& def : defs) section.entries.push_back({&def.schema});
  return section;
}

ReferenceSection OfSchemas(std::string name, std::string title,
                           const std::vector<Schema>& schemas) {
  ReferenceSection section{std::move(name), std::move(title), {}};
  for (const Schema& schema : schemas) section.entries.push_back({&schema});
  return section;
}

ReferenceSection Ops(const OpRegistry& ops) {
  ReferenceSection section{"ops", "Ops of the IR: what layers become", {}};
  for (const std::string& name : ops.names()) {
    const OpDef* op = ops.Find(name);
    section.entries.push_back({&op->schema(), op});
  }
  return section;
}

}  // namespace

std::vector<ReferenceSection> ReferenceList(const Catalog& catalog) {
  return {
      Layers(catalog, /*neurons=*/false),
      Layers(catalog, /*neurons=*/true),
      OfSchemas("surrogates", "Surrogates: the derivative of firing",
                SurrogateSchemas()),
      OfMap("initialisers", "Initialisers", catalog.inits),
      OfMap("losses", "Losses", catalog.losses),
      OfMap("optimizers", "Optimizers", catalog.optimizers),
      OfSchemas("schedules", "Schedules of the learning rate", AllSchedules()),
      OfList("data_sets", "Data sets", AllDatasets()),
      OfList("transforms", "Transforms of the data", AllTransforms()),
      Ops(catalog.ops),
  };
}

absl::StatusOr<std::vector<ReferenceSection>> FindInReference(
    const std::vector<ReferenceSection>& sections, const std::string& name) {
  std::vector<ReferenceSection> found;
  std::vector<std::string> names;
  for (const ReferenceSection& section : sections) {
    ReferenceSection matching{section.name, section.title, {}};
    for (const ReferenceEntry& entry : section.entries) {
      names.push_back(entry.schema->name());
      if (entry.schema->name() == name) matching.entries.push_back(entry);
    }
    if (!matching.entries.empty()) found.push_back(std::move(matching));
  }
  if (!found.empty()) return found;
  const std::string nearest = NearestName(name, names);
  return UserError("'", name, "' is nothing that a file can name",
                   nearest.empty()
                       ? "; `synfire ops` lists all names"
                       : absl::StrCat("; did you mean '", nearest, "'?"));
}

}  // namespace synfire
