#include "tools/weights/notes.h"

#include <algorithm>

#include "absl/strings/str_join.h"
#include "tools/weights/class_order.h"

namespace synfire {

std::string NamingNote(Naming naming, bool by_order) {
  const std::string prefix = absl::StrCat("names: ", Name(naming));
  if (by_order) {
    return absl::StrCat(prefix,
                        " in part: numbers of a chain, taken in their order, "
                        "in which all shapes are the model's");
  }
  switch (naming) {
    case Naming::kSynfire:
      return absl::StrCat(prefix, ", the model's own");
    case Naming::kTorchvision:
      return absl::StrCat(prefix, ", as newer SpikingJelly has them");
    case Naming::kPublished:
      return absl::StrCat(prefix, ", those of the SEW paper's code");
  }
  return "";
}

std::vector<std::string> NotesOf(const WeightsFile& file,
                                 const WeightsMatch& match) {
  std::vector<std::string> notes = file.notes();
  if (file.from_torch() || match.naming != Naming::kSynfire) {
    notes.insert(notes.begin(), NamingNote(match.naming, match.by_order));
  }
  return notes;
}

std::string ClassOrderNote(const std::string& classifier, int64_t classes) {
  constexpr int64_t kDigits = 10;
  if (classes <= kDigits) {
    return absl::StrCat("--class-order text: the ", classes,
                        " classes are in the same order as numbers");
  }
  constexpr size_t kShown = 14;
  std::vector<int64_t> shown = ClassesOfRows(ClassOrder::kText, classes);
  const bool all = shown.size() <= kShown;
  shown.resize(std::min(shown.size(), kShown));
  return absl::StrCat("--class-order text: the rows of ", classifier,
                      " were classes ", absl::StrJoin(shown, ", "),
                      all ? "" : ", ...",
                      " and are now in the order of numbers");
}

}  // namespace synfire
