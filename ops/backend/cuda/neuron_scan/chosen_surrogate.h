// A surrogate chosen at run time, inside a kernel: all threads take the same
// branch, so that no kernel need be compiled for each.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_CHOSEN_SURROGATE_H_
#define SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_CHOSEN_SURROGATE_H_

#include <cstring>
#include <type_traits>

#include "core/host_device.h"
#include "ops/surrogates/surrogate_list.h"

namespace synfire {

struct ChosenSurrogate {
  int place = 0;                    // in AllSurrogates
  float constants[2] = {0.f, 0.f};  // Surrogate<float>

  template <class Surrogate>
  static ChosenSurrogate Of(int place, const Surrogate& surrogate) {
    static_assert(sizeof surrogate <= sizeof constants, "raise the bound");
    static_assert(std::is_trivially_copyable<Surrogate>::value, "as bytes");
    ChosenSurrogate chosen;
    chosen.place = place;
    std::memcpy(chosen.constants, &surrogate, sizeof surrogate);
    return chosen;
  }

  template <class R>
  SYNFIRE_HOST_DEVICE R Derivative(R u) const {
#ifdef __CUDACC__
    return At(AllSurrogates(), place, u);
#else
    return OutOfLine(u);
#endif
  }

 private:
  // On the host, where nothing is timed, one copy serves all bodies.
  template <class R>
  __attribute__((noinline)) R OutOfLine(R u) const {
    return At(AllSurrogates(), place, u);
  }

  template <class R, template <class> class First,
            template <class> class... Rest>
  SYNFIRE_HOST_DEVICE R At(SurrogateTypes<First, Rest...>, int from_here,
                           R u) const {
    if constexpr (sizeof...(Rest) > 0) {
      if (from_here > 0) {
        return At(SurrogateTypes<Rest...>(), from_here - 1, u);
      }
    }
    First<float> surrogate;
    std::memcpy(&surrogate, constants, sizeof surrogate);
    return surrogate.Derivative(u);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_CHOSEN_SURROGATE_H_
