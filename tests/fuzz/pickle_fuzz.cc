// Whatever the bytes: an error, or values that refer to values.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "data/pickle/pickle.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto pickle = synfire::Pickle::Parse({data, size});
  if (!pickle.ok()) {
    if (pickle.status().message().empty()) std::abort();
    return 0;
  }
  if (pickle->size() > static_cast<int64_t>(size)) std::abort();
  size_t text = 0;
  pickle->ForEach([&](const synfire::PickleValue& value) {
    if (pickle->Describe(value).empty()) std::abort();
    if (pickle->Describe(pickle->at(value.callee)).empty()) std::abort();
    if (pickle->Describe(pickle->at(value.arguments)).empty()) std::abort();
    for (synfire::PickleRef item : value.items) {
      if (pickle->Describe(pickle->at(item)).empty()) std::abort();
    }
    for (char c : value.text) text += static_cast<unsigned char>(c);
  });
  pickle->Lookup(pickle->root(), text % 2 == 0 ? "model" : "net");
  return 0;
}
