// What a pickle may name, and what it may ask to be called.
#ifndef SYNFIRE_DATA_PICKLE_PICKLE_NAMES_H_
#define SYNFIRE_DATA_PICKLE_PICKLE_NAMES_H_

#include "absl/strings/string_view.h"

namespace synfire {

// Whether a file of weights has a reason to mention module.name.  Modules that
// reach the system, run code or load modules are out, whatever the name.
bool MayBeNamed(absl::string_view module, absl::string_view name);

// Whether it has a reason to have it called: the functions by which torch,
// numpy and Python write tensors, numbers and containers, and any class, by
// Python's convention a name with a capital.
bool MayBeCalled(absl::string_view module, absl::string_view name);

}  // namespace synfire

#endif  // SYNFIRE_DATA_PICKLE_PICKLE_NAMES_H_
