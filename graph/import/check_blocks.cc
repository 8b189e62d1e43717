#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/spec/schema.h"
#include "graph/import/limits.h"
#include "graph/import/link.h"

namespace synfire {
namespace {

using BlockMap = std::map<std::string, const BlockText*>;

// Blocks within blocks, depth first.
class NestingCheck {
 public:
  NestingCheck(const BlockMap& blocks, Errors& errors)
      : blocks_(blocks), errors_(errors) {}

  // Levels of blocks in `block`, itself counted.
  int Height(const BlockText& block) {
    const auto known = heights_.find(&block);
    if (known != heights_.end()) return known->second;
    path_.push_back(&block);
    int height = 1;
    for (const LayerText& layer : block.layers) {
      if (failed_) break;
      const auto inner = blocks_.find(layer.op.name);
      if (inner == blocks_.end()) continue;
      if (ClosesCycle(*inner->second, layer)) break;
      height = std::max(height, 1 + Height(*inner->second));
      if (!failed_ && height > kMaxNesting) {
        Fail(layer, "blocks are nested more than ", kMaxNesting, " deep");
      }
    }
    path_.pop_back();
    heights_[&block] = height;
    return height;
  }

  bool failed() const { return failed_; }

 private:
  template <typename... Parts>
  void Fail(const LayerText& layer, const Parts&... parts) {
    failed_ = true;
    errors_.Add(layer.op_location, "layer '", layer.name, "': ", parts...);
  }

  bool ClosesCycle(const BlockText& inner, const LayerText& layer) {
    const auto begin = std::find(path_.begin(), path_.end(), &inner);
    if (begin == path_.end()) {
      // Deeper would be an error in any case; this bounds the recursion.
      if (path_.size() < static_cast<size_t>(kMaxNesting)) return false;
      Fail(layer, "blocks are nested more than ", kMaxNesting, " deep");
      return true;
    }
    std::string circle;
    for (auto it = begin; it != path_.end(); ++it) {
      absl::StrAppend(&circle, (*it)->name, " -> ");
    }
    Fail(layer, "block '", inner.name, "' contains itself: ", circle,
         inner.name);
    return true;
  }

  const BlockMap& blocks_;
  Errors& errors_;
  std::vector<const BlockText*> path_;
  std::map<const BlockText*, int> heights_;
  bool failed_ = false;
};

}  // namespace

std::vector<std::string> FaultsOfBlockUse(const LayerText& layer,
                                          const Call& op,
                                          const BlockText& block) {
  std::vector<std::string> faults;
  const std::string what = absl::StrCat("block '", block.name, "' ");
  std::vector<std::string> names;
  for (const ParamText& param : block.params) names.push_back(param.name);
  std::set<std::string> given;
  for (const Argument& argument : op.arguments) {
    given.insert(argument.name);
    if (std::find(names.begin(), names.end(), argument.name) == names.end()) {
      faults.push_back(absl::StrCat(what, "has no parameter '", argument.name,
                                    "'", Suggestion(argument.name, names)));
    }
  }
  for (const ParamText& param : block.params) {
    if (!param.value.has_value() && given.count(param.name) == 0) {
      faults.push_back(absl::StrCat(what, "needs parameter '", param.name,
                                    "': write ", block.name, "(", param.name,
                                    " = ...)"));
    }
  }
  const int inputs = static_cast<int>(layer.inputs.size());
  if (inputs != block.arity) {
    faults.push_back(absl::StrCat(what, "reads ", block.arity,
                                  block.arity == 1 ? " input; " : " inputs; ",
                                  inputs,
                                  inputs == 1 ? " is given" : " are given"));
  }
  return faults;
}

void CheckBlockUses(const ModelText& model, Errors& errors) {
  BlockMap blocks;
  for (const BlockText& block : model.blocks) blocks[block.name] = &block;
  const auto check = [&](const std::vector<LayerText>& layers) {
    for (const LayerText& layer : layers) {
      const auto block = blocks.find(layer.op.name);
      if (block == blocks.end() || errors.full()) continue;
      for (const std::string& fault :
           FaultsOfBlockUse(layer, layer.op, *block->second)) {
        errors.Add(layer.op_location, "layer '", layer.name, "': ", fault);
      }
    }
  };
  NestingCheck nesting(blocks, errors);
  for (const BlockText& block : model.blocks) {
    check(block.layers);
    if (!nesting.failed()) nesting.Height(block);
  }
  check(model.layers);
}

}  // namespace synfire
