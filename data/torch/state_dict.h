// Finds the state dict in a saved value.
#ifndef SYNFIRE_DATA_TORCH_STATE_DICT_H_
#define SYNFIRE_DATA_TORCH_STATE_DICT_H_

#include <string>
#include <utility>
#include <vector>

#include "core/status.h"
#include "data/pickle/pickle.h"

namespace synfire {

struct StateDict {
  // In the dict's order, each name once: of several the last.
  std::vector<std::pair<std::string, const PickleValue*>> tensors;
  std::vector<std::string> notes;
};

// `pickle` must outlive the result.  Errors: there is none, or more than one;
// the value is a whole module, which only its class could read.
absl::StatusOr<StateDict> FindStateDict(const Pickle& pickle);

}  // namespace synfire

#endif  // SYNFIRE_DATA_TORCH_STATE_DICT_H_
