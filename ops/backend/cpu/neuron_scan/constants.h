// The constants of a neuron or a surrogate, of whichever struct it is, as what
// is compiled for an instruction set takes them.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_CONSTANTS_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_CONSTANTS_H_

#include <cstddef>
#include <cstring>
#include <type_traits>

namespace synfire {

class Constants {
 public:
  template <class T>
  void Set(const T& constants) {
    static_assert(sizeof(T) <= sizeof(bytes_), "raise the bound");
    static_assert(std::is_trivially_copyable<T>::value, "copied as bytes");
    std::memcpy(bytes_, &constants, sizeof constants);
  }
  const void* get() const { return bytes_; }

 private:
  alignas(std::max_align_t) unsigned char bytes_[128] = {};
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_CONSTANTS_H_
