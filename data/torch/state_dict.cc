#include "data/torch/state_dict.h"

#include <map>

#include "absl/strings/escaping.h"
#include "absl/strings/str_join.h"
#include "data/torch/tensor.h"

namespace synfire {
namespace {

using Kind = PickleValue::Kind;

constexpr const char* kPlaces[] = {"model", "net", "state_dict"};
constexpr size_t kDeepest = 4;
constexpr size_t kMostListed = 12;

std::string Quoted(absl::string_view text) {
  return absl::StrCat("'", absl::CHexEscape(text.substr(0, 120)), "'");
}

// Where a dict was found, the keys that lead to it.
struct Candidate {
  std::vector<std::string> path;
  const PickleValue* dict;
};

class Finder {
 public:
  explicit Finder(const Pickle& pickle) : pickle_(pickle) {}

  absl::StatusOr<StateDict> Run() {
    const PickleValue& root = pickle_.root();
    if (!IsDict(root)) {
      return UserError(
          "the file holds ",
          IsTorchTensor(pickle_, root) ? "one tensor" : pickle_.Describe(root),
          ", expected a state dict: save model.state_dict()");
    }
    Search({{}, &root});
    if (found_.empty()) return NoneFound(root);
    if (found_.size() > 1) {
      std::vector<std::string> paths;
      for (const Candidate& one : found_) {
        paths.push_back(Quoted(absl::StrJoin(one.path, ".")));
      }
      return UserError("the file holds several state dicts, ",
                       absl::StrJoin(paths, " and "),
                       "; save the one that is meant alone");
    }
    StateDict state;
    NotePlace(&state);
    Collect(&state);
    return state;
  }

 private:
  bool IsDict(const PickleValue& value) const {
    if (value.kind == Kind::kDict) return true;
    if (value.kind != Kind::kObject) return false;
    const absl::string_view callee = pickle_.at(value.callee).text;
    return callee == "collections.OrderedDict" ||
           callee == "collections.defaultdict";
  }

  template <typename Visit>
  void ForEachItem(const PickleValue& dict, Visit visit) const {
    for (size_t i = 0; i + 1 < dict.items.size(); i += 2) {
      visit(pickle_.at(dict.items[i]), pickle_.at(dict.items[i + 1]));
    }
  }

  // Dicts under the known names come first: beside them, in the dict around,
  // there may be tensors too (a random generator's state, say).
  void Search(const Candidate& here) {
    const size_t before = found_.size();
    for (const char* key : kPlaces) {
      if (here.path.size() >= kDeepest) break;
      const PickleValue* value = pickle_.Lookup(*here.dict, key);
      if (value == nullptr || !IsDict(*value)) continue;
      Candidate next{here.path, value};
      next.path.push_back(key);
      Search(next);
    }
    if (found_.size() > before) return;
    bool tensors = false;
    ForEachItem(*here.dict, [&](const PickleValue&, const PickleValue& value) {
      tensors = tensors || IsTorchTensor(pickle_, value);
    });
    if (tensors) found_.push_back(here);
  }

  absl::Status NoneFound(const PickleValue& root) const {
    for (const char* key : kPlaces) {
      const PickleValue* value = pickle_.Lookup(root, key);
      if (value == nullptr || value->kind != Kind::kObject || IsDict(*value)) {
        continue;
      }
      return UserError("'", key, "' is ", pickle_.Describe(*value),
                       ", expected a state dict: save its state_dict()");
    }
    return UserError(
        "the file holds no state dict, but a dict of ",
        root.items.empty() ? "nothing" : ItemsOf(root, nullptr),
        "; expected tensors by name, or a dict of them under 'model', 'net' or "
        "'state_dict'");
  }

  // "epoch (an int), args (an object of argparse.Namespace)", but for `except`.
  std::string ItemsOf(const PickleValue& dict,
                      const PickleValue* except) const {
    std::vector<std::string> items;
    size_t more = 0;
    ForEachItem(dict, [&](const PickleValue& key, const PickleValue& value) {
      if (&value == except) return;
      if (items.size() >= kMostListed) {
        ++more;
        return;
      }
      items.push_back(absl::StrCat(
          key.kind == Kind::kString ? absl::CHexEscape(key.text.substr(0, 120))
                                    : pickle_.Describe(key),
          " (", pickle_.Describe(value), ")"));
    });
    if (more > 0) items.push_back(absl::StrCat(more, " more"));
    return absl::StrJoin(items, ", ");
  }

  void NotePlace(StateDict* state) const {
    const PickleValue* dict = &pickle_.root();
    std::string path;
    for (const std::string& key : found_[0].path) {
      const PickleValue* next = pickle_.Lookup(*dict, key);
      absl::StrAppend(&path, path.empty() ? "" : ".", key);
      const std::string left = ItemsOf(*dict, next);
      state->notes.push_back(absl::StrCat(
          "the weights are in '", path, "'",
          left.empty() ? ""
                       : absl::StrCat("; beside it and not read: ", left)));
      dict = next;
    }
  }

  void Collect(StateDict* state) const {
    std::map<absl::string_view, size_t> places;
    std::vector<std::string> left;
    ForEachItem(
        *found_[0].dict, [&](const PickleValue& key, const PickleValue& value) {
          if (key.kind != Kind::kString || !IsTorchTensor(pickle_, value)) {
            left.push_back(absl::StrCat(key.kind == Kind::kString
                                            ? Quoted(key.text)
                                            : pickle_.Describe(key),
                                        " (", pickle_.Describe(value), ")"));
            return;
          }
          const auto [place, added] =
              places.emplace(key.text, state->tensors.size());
          if (added) {
            state->tensors.emplace_back(std::string(key.text), &value);
          } else {
            state->tensors[place->second].second = &value;
          }
        });
    if (left.empty()) return;
    const size_t all = left.size();
    left.resize(std::min(all, kMostListed));
    state->notes.push_back(absl::StrCat(
        "not read, as they are no tensors: ", absl::StrJoin(left, ", "),
        all > left.size() ? absl::StrCat(", ", all - left.size(), " more")
                          : ""));
  }

  const Pickle& pickle_;
  std::vector<Candidate> found_;
};

}  // namespace

absl::StatusOr<StateDict> FindStateDict(const Pickle& pickle) {
  return Finder(pickle).Run();
}

}  // namespace synfire
