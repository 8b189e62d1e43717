#include "graph/passes/pipeline.h"

#include <algorithm>
#include <fstream>

#include "absl/strings/str_format.h"
#include "graph/ir/text.h"
#include "graph/ir/verify.h"
#include "graph/passes/fuse_norm.h"
#include "graph/passes/recompute.h"
#include "graph/passes/remove_dead.h"
#include "graph/passes/round_results.h"
#include "graph/passes/schedule.h"

namespace synfire {
namespace {

absl::Status CheckNames(const std::vector<std::string>& disabled) {
  for (const std::string& name : disabled) {
    std::vector<std::string> names;
    bool found = false;
    for (const Pass& pass : Pipeline()) {
      if (pass.optional) names.push_back(pass.name);
      if (name != pass.name) continue;
      if (!pass.optional) {
        return UserError("pass '", name, "' cannot be switched off");
      }
      found = true;
    }
    if (!found) {
      return UserError("'", name, "' is no pass", Suggestion(name, names));
    }
  }
  return absl::OkStatus();
}

absl::Status Dump(const std::string& directory, int index, const char* name,
                  const std::string& text) {
  if (directory.empty()) return absl::OkStatus();
  const std::string path =
      absl::StrFormat("%s/%02d-%s.txt", directory, index, name);
  std::ofstream file(path);
  file << text;
  file.close();
  if (!file) return UserError("cannot write ", path);
  return absl::OkStatus();
}

}  // namespace

const std::vector<Pass>& Pipeline() {
  static const std::vector<Pass>& pipeline = *new std::vector<Pass>{
      {"round-results",
       [](Graph* graph, const PassContext&) { return RoundResults(graph); },
       false},
      {"loss",
       [](Graph* graph, const PassContext& context) {
         return AddLoss(graph, *context.catalog, context.objective);
       },
       false},
      {"unroll",
       [](Graph* graph, const PassContext& context) {
         return Unroll(graph, context.unroll);
       },
       false},
      {"gradients",
       [](Graph* graph, const PassContext& context) {
         return AddGradients(graph, *context.catalog, context.objective);
       },
       false},
      {"remove-dead",
       [](Graph* graph, const PassContext&) { return RemoveDead(graph); },
       true},
      {"fuse-norm",
       [](Graph* graph, const PassContext&) { return FuseNorm(graph); }, true},
      {"recompute",
       [](Graph* graph, const PassContext& context) {
         return Recompute(graph, context.recompute);
       },
       false},
      {"schedule",
       [](Graph* graph, const PassContext& context) -> absl::StatusOr<bool> {
         if (context.updates_together) return false;
         return Schedule(graph);
       },
       true},
  };
  return pipeline;
}

absl::Status RunPipeline(Graph* graph, const PassContext& context,
                         const PipelineOptions& options) {
  SYNFIRE_RETURN_IF_ERROR(CheckNames(options.disabled));
  SYNFIRE_RETURN_IF_ERROR(Annotate(Verify(*graph), "before the first pass: "));
  std::string before = ToText(*graph);
  SYNFIRE_RETURN_IF_ERROR(Dump(options.dump_directory, 0, "import", before));
  int index = 0;
  for (const Pass& pass : Pipeline()) {
    ++index;
    if (std::find(options.disabled.begin(), options.disabled.end(),
                  pass.name) != options.disabled.end()) {
      continue;
    }
    SYNFIRE_ASSIGN_OR_RETURN(const bool changed, pass.run(graph, context));
    const std::string where = absl::StrCat("after pass '", pass.name, "': ");
    SYNFIRE_RETURN_IF_ERROR(Annotate(Verify(*graph), where));
    std::string after = ToText(*graph);
    if (changed != (before != after)) {
      return absl::InternalError(
          absl::StrCat(where, "it says that it ", changed ? "changed" : "kept",
                       " the graph, and that is not so"));
    }
    before = std::move(after);
    SYNFIRE_RETURN_IF_ERROR(
        Dump(options.dump_directory, index, pass.name, before));
  }
  return absl::OkStatus();
}

}  // namespace synfire
