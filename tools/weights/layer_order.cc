#include "tools/weights/layer_order.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace synfire {
namespace {

// A layer of the file: its variables by their last names.
using Variables = std::map<std::string, const TensorView*, std::less<>>;

struct Before {
  bool operator()(const std::string& a, const std::string& b) const {
    return NaturallyBefore(a, b);
  }
};

bool IsOfChain(absl::string_view name) {
  return absl::StartsWith(name, "out.") ||
         (absl::StartsWith(name, "conv.") && name.size() > 5 &&
          absl::ascii_isdigit(name[5]));
}

// The digits at the beginning, which go, without leading zeros.
absl::string_view TakeNumber(absl::string_view* text) {
  size_t end = 0;
  while (end < text->size() && absl::ascii_isdigit((*text)[end])) ++end;
  absl::string_view number = text->substr(0, end);
  text->remove_prefix(end);
  while (number.size() > 1 && number[0] == '0') number.remove_prefix(1);
  return number;
}

}  // namespace

bool NaturallyBefore(absl::string_view a, absl::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (absl::ascii_isdigit(a[0]) && absl::ascii_isdigit(b[0])) {
      const absl::string_view first = TakeNumber(&a), second = TakeNumber(&b);
      if (first.size() != second.size()) return first.size() < second.size();
      if (first != second) return first < second;
      continue;
    }
    if (a[0] != b[0]) return a[0] < b[0];
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() < b.size();
}

std::optional<WeightsMatch> MatchChainByOrder(
    const WeightsFile& file, const std::vector<ModelLayer>& layers) {
  std::map<std::string, Variables, Before> chain;
  for (const TensorView& tensor : file.tensors()) {
    if (!IsOfChain(tensor.name)) return std::nullopt;
    const size_t dot = tensor.name.rfind('.');
    chain[tensor.name.substr(0, dot)].emplace(tensor.name.substr(dot + 1),
                                              &tensor);
  }
  WeightsMatch match;
  match.naming = Naming::kPublished;
  match.by_order = true;
  auto link = chain.begin();
  for (const ModelLayer& layer : layers) {
    if (layer.variables.empty()) continue;
    if (link == chain.end() || link->second.size() != layer.variables.size()) {
      return std::nullopt;
    }
    for (const auto& [leaf, shape] : layer.variables) {
      const auto tensor = link->second.find(leaf);
      if (tensor == link->second.end() ||
          !IsSameShape(tensor->second->shape, shape)) {
        return std::nullopt;
      }
      match.tensors.emplace_back(absl::StrCat(layer.path, ".", leaf),
                                 tensor->second);
    }
    match.names[layer.path] = link->first;
    ++link;
  }
  if (link != chain.end()) return std::nullopt;
  return match;
}

}  // namespace synfire
