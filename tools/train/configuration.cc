#include "tools/train/configuration.h"

#include <google/protobuf/text_format.h>

#include <algorithm>

#include "absl/strings/str_split.h"
#include "data/registry.h"
#include "data/transform/registry.h"
#include "ops/optim/schedule/schedule.h"

namespace synfire {
namespace {

using Schemas = std::vector<const Schema*>;

template <typename Defs>
Schemas SchemasOf(const Defs& defs) {
  Schemas schemas;
  for (const auto& def : defs) schemas.push_back(&def.schema);
  return schemas;
}

template <typename Def>
Schemas SchemasOf(const std::map<std::string, Def, std::less<>>& defs) {
  Schemas schemas;
  for (const auto& entry : defs) schemas.push_back(&entry.second.schema);
  return schemas;
}

absl::StatusOr<std::string> Resolve(const CallText& text,
                                    const Schemas& schemas,
                                    absl::string_view kind) {
  const std::string where = absl::StrCat(text.location.ToString(), ": ");
  std::vector<std::string> names;
  for (const Schema* schema : schemas) {
    names.push_back(schema->name());
    if (schema->name() != text.call.name) continue;
    absl::StatusOr<Attrs> attrs = schema->Bind(text.call, {});
    if (!attrs.ok()) return Annotate(attrs.status(), where);
    return absl::StrCat(text.call.name, "(", attrs->ToText(), ")");
  }
  return UserError(where, "'", text.call.name, "' is no ", kind,
                   Suggestion(text.call.name, names));
}

// Resolves the data set and transforms of `from` into `to`, a Train or Test.
template <typename Message>
absl::Status ResolveData(const DataText& from, Message* to) {
  SYNFIRE_ASSIGN_OR_RETURN(
      *to->mutable_data(),
      Resolve(from.data, SchemasOf(AllDatasets()), "data set"));
  for (size_t i = 0; i < from.transforms.size(); ++i) {
    SYNFIRE_ASSIGN_OR_RETURN(
        *to->mutable_transform(static_cast<int>(i)),
        Resolve(from.transforms[i], SchemasOf(AllTransforms()), "transform"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<proto::Training> ResolveConfiguration(const TrainingText& text,
                                                     const Catalog& catalog) {
  proto::Training resolved = text.resolved;
  SYNFIRE_RETURN_IF_ERROR(ResolveData(text.train, resolved.mutable_train()));
  if (text.test.has_value()) {
    SYNFIRE_RETURN_IF_ERROR(ResolveData(*text.test, resolved.mutable_test()));
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      *resolved.mutable_loss(),
      Resolve(text.loss, SchemasOf(catalog.losses), "loss"));
  SYNFIRE_ASSIGN_OR_RETURN(
      *resolved.mutable_optimizer(),
      Resolve(text.optimizer, SchemasOf(catalog.optimizers), "optimizer"));
  if (text.schedule.has_value()) {
    Schemas schedules;
    for (const Schema& schema : AllSchedules()) schedules.push_back(&schema);
    SYNFIRE_ASSIGN_OR_RETURN(*resolved.mutable_schedule(),
                             Resolve(*text.schedule, schedules, "schedule"));
  }
  return resolved;
}

std::string ConfigurationText(const proto::Training& configuration) {
  std::string text;
  SYNFIRE_CHECK(
      google::protobuf::TextFormat::PrintToString(configuration, &text));
  return text;
}

std::string NetworkText(const std::vector<ImportedLayer>& layers) {
  std::string text;
  for (const ImportedLayer& layer : layers) {
    absl::StrAppend(&text, layer.path, " = ", layer.op, " : ",
                    layer.type.ToString(), "\n");
  }
  return text;
}

std::string ResumeKey(proto::Training configuration,
                      const std::vector<ImportedLayer>& layers) {
  configuration.clear_output();
  configuration.clear_checkpoint_every_epochs();
  configuration.clear_checkpoint_keep();
  configuration.clear_log_every_steps();
  configuration.clear_epochs();
  configuration.clear_max_steps();
  configuration.clear_threads();
  configuration.clear_test();
  configuration.clear_model();
  configuration.mutable_train()->clear_loader_threads();
  return absl::StrCat(ConfigurationText(configuration), NetworkText(layers));
}

absl::Status CheckSameRun(const std::string& stored, const std::string& now,
                          const std::string& path) {
  if (stored == now) return absl::OkStatus();
  const std::vector<std::string> a = absl::StrSplit(stored, '\n');
  const std::vector<std::string> b = absl::StrSplit(now, '\n');
  size_t line = 0;
  while (line < std::min(a.size(), b.size()) && a[line] == b[line]) ++line;
  const auto text = [&](const std::vector<std::string>& lines) {
    return line < lines.size() ? lines[line] : std::string("nothing");
  };
  return UserError(path,
                   ": the run was made with another configuration: ", text(a),
                   " there, ", text(b),
                   " now; choose another output, or the same configuration");
}

}  // namespace synfire
