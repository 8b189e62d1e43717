#include "graph/import/bindings.h"

#include <algorithm>
#include <variant>

#include "core/spec/schema.h"
#include "graph/import/limits.h"
#include "graph/import/link.h"
#include "graph/import/names.h"

namespace synfire {
namespace {

const Expression* FindArgument(const Call& call, const std::string& name) {
  for (const Argument& argument : call.arguments) {
    if (argument.name == name) return &argument.value;
  }
  return nullptr;
}

// Replaces one of the same name.
void AddArgument(const Argument& argument, Call& call) {
  for (Argument& given : call.arguments) {
    if (given.name != argument.name) continue;
    given = argument;
    return;
  }
  call.arguments.push_back(argument);
}

}  // namespace

BlockMap BlocksByName(const ModelText& model) {
  BlockMap blocks;
  for (const BlockText& block : model.blocks) blocks[block.name] = &block;
  return blocks;
}

bool Bindings::Knows(const std::set<std::string>& names) const {
  return std::none_of(names.begin(), names.end(), [&](const auto& name) {
    return unknown.count(name) > 0;
  });
}

absl::StatusOr<Scope> ModelScope(const ModelText& model) {
  Scope scope;
  scope[kStepsName] = model.steps;
  for (const ParamText& param : model.params) {
    auto value = param.value->Evaluate(scope);
    if (!value.ok()) {
      return Annotate(value.status(),
                      absl::StrCat(param.location.ToString(), ": param '",
                                   param.name, "': "));
    }
    scope[param.name] = *std::move(value);
  }
  return scope;
}

bool DefaultsNeedChannels(const BlockText& block, const Call& call) {
  return std::any_of(block.params.begin(), block.params.end(),
                     [&](const ParamText& param) {
                       return FindArgument(call, param.name) == nullptr &&
                              NamesIn(*param.value).count(kInChannelsName) > 0;
                     });
}

absl::StatusOr<Bindings> BindBlock(const BlockText& block, const Call& call,
                                   const Bindings& outer, const Scope& globals,
                                   const int64_t* in_channels) {
  Bindings inner{globals, {}};
  if (in_channels != nullptr) {
    inner.known[kInChannelsName] = *in_channels;
  } else {
    inner.unknown.insert(kInChannelsName);
  }
  for (const ParamText& param : block.params) {
    const Expression* argument = FindArgument(call, param.name);
    const Expression& expression =
        argument != nullptr ? *argument : *param.value;
    const Bindings& bindings = argument != nullptr ? outer : inner;
    if (!bindings.Knows(NamesIn(expression))) {
      inner.unknown.insert(param.name);
      continue;
    }
    auto value = expression.Evaluate(bindings.known);
    if (!value.ok()) {
      const std::string prefix =
          argument != nullptr ? absl::StrCat(block.name, ": ", param.name, ": ")
                              : absl::StrCat("param '", param.name, "' (",
                                             param.location.ToString(), "): ");
      return Annotate(value.status(), prefix);
    }
    inner.known[param.name] = *std::move(value);
  }
  // Each layer inside has its own.
  inner.known.erase(kInChannelsName);
  inner.unknown.insert(kInChannelsName);
  return inner;
}

absl::StatusOr<Call> ResolveOp(const LayerText& layer, const Scope& scope,
                               const BlockMap& blocks,
                               const NetworkBuilder& builder) {
  const Call& op = layer.op;
  if (builder.IsLayer(op.name) || blocks.count(op.name) > 0) return op;
  const auto found = scope.find(op.name);
  SYNFIRE_CHECK(found != scope.end());
  const std::string* text = std::get_if<std::string>(&found->second);
  absl::StatusOr<Call> call =
      text != nullptr ? Call::Parse(*text) : UserError("no text");
  const std::string name = call.ok() ? call->name : "";
  const auto block = blocks.find(name);
  if (!builder.IsLayer(name) && block == blocks.end()) {
    std::vector<std::string> names = builder.LayerNames();
    for (const auto& entry : blocks) names.push_back(entry.first);
    return UserError("op: parameter '", op.name, "' is ", ToText(found->second),
                     ", which is no layer or block", Suggestion(name, names));
  }
  for (const Argument& argument : op.arguments) AddArgument(argument, *call);
  if (block == blocks.end()) return call;
  const auto faults = FaultsOfBlockUse(layer, *call, *block->second);
  if (faults.empty()) return call;
  return UserError("op: parameter '", op.name, "': ", faults[0]);
}

absl::StatusOr<bool> EvaluateWhen(const Expression& when, const Scope& scope) {
  const auto value = when.Evaluate(scope);
  if (!value.ok()) return Annotate(value.status(), "when: ");
  if (const bool* is = std::get_if<bool>(&*value)) return *is;
  return UserError("when is ", ToText(*value), "; expected true or false");
}

absl::StatusOr<int64_t> EvaluateRepeat(const Expression& repeat,
                                       const Scope& scope) {
  const auto value = repeat.Evaluate(scope);
  if (!value.ok()) return Annotate(value.status(), "repeat: ");
  const int64_t* count = std::get_if<int64_t>(&*value);
  if (count != nullptr && *count >= 1 && *count <= kMaxRepeat) return *count;
  return UserError("repeat is ", ToText(*value),
                   "; expected an integer from 1 to ", kMaxRepeat);
}

}  // namespace synfire
