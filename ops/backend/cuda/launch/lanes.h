// FloatLanes<N>: N floats that compute like one number, in a GPU thread and on
// the host: what core/simd.h is to the CPU.  Every lane has the bits that a
// float alone would have.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_LANES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_LANES_H_

#include <cstdint>
#include <cstring>

#include "core/dual.h"
#include "core/elementary.h"
#include "core/host_device.h"

namespace synfire {

// N bytes in one access.  REQUIRES: addresses are multiples of N.
template <int N>
struct alignas(N) ByteLanes {
  uint8_t lane[N];

  static SYNFIRE_HOST_DEVICE ByteLanes Load(const uint8_t* from) {
    return *reinterpret_cast<const ByteLanes*>(from);
  }
  SYNFIRE_HOST_DEVICE void Store(uint8_t* to) const {
    *reinterpret_cast<ByteLanes*>(to) = *this;
  }
};

template <int N>
struct LaneMask {
  bool lane[N];
};

template <int N>
struct alignas(N < 4 ? 4 * N : 16) FloatLanes {
  using Scalar = float;
  static constexpr int kLanes = N;

  float lane[N];

  FloatLanes() = default;  // not set
  SYNFIRE_HOST_DEVICE FloatLanes(float scalar) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) lane[i] = scalar;
  }

  // Accesses of 16 bytes, or one of 4 N.  REQUIRES: the address is a multiple
  // of that.  On the device another one is a fault; the host traps likewise.
  static SYNFIRE_HOST_DEVICE FloatLanes Load(const float* from) {
#ifdef __CUDA_ARCH__
    return *reinterpret_cast<const FloatLanes*>(from);
#else
    CheckAligned(from);
    FloatLanes v;
    std::memcpy(v.lane, from, sizeof v.lane);
    return v;
#endif
  }
  SYNFIRE_HOST_DEVICE void Store(float* to) const {
#ifdef __CUDA_ARCH__
    *reinterpret_cast<FloatLanes*>(to) = *this;
#else
    CheckAligned(to);
    std::memcpy(to, lane, sizeof lane);
#endif
  }
  // Elements n % period and on of an array that repeats.  REQUIRES: the array
  // is aligned as for Load.
  static SYNFIRE_HOST_DEVICE FloatLanes LoadPeriodic(const float* from,
                                                     int64_t period,
                                                     int64_t n) {
    int64_t at = period == 1 ? 0 : n % period;
    if (period % N == 0 && n % N == 0) return Load(from + at);
    FloatLanes v;
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      v.lane[i] = from[at];
      if (++at == period) at = 0;
    }
    return v;
  }

  friend SYNFIRE_HOST_DEVICE FloatLanes operator-(FloatLanes a) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) a.lane[i] = -a.lane[i];
    return a;
  }
  friend SYNFIRE_HOST_DEVICE FloatLanes operator+(FloatLanes a, FloatLanes b) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) a.lane[i] += b.lane[i];
    return a;
  }
  friend SYNFIRE_HOST_DEVICE FloatLanes operator-(FloatLanes a, FloatLanes b) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) a.lane[i] -= b.lane[i];
    return a;
  }
  friend SYNFIRE_HOST_DEVICE FloatLanes operator*(FloatLanes a, FloatLanes b) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) a.lane[i] *= b.lane[i];
    return a;
  }
  friend SYNFIRE_HOST_DEVICE FloatLanes operator/(FloatLanes a, FloatLanes b) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) a.lane[i] /= b.lane[i];
    return a;
  }

  friend SYNFIRE_HOST_DEVICE LaneMask<N> operator<(FloatLanes a, FloatLanes b) {
    LaneMask<N> m;
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      m.lane[i] = a.lane[i] < b.lane[i];
    }
    return m;
  }
  friend SYNFIRE_HOST_DEVICE LaneMask<N> operator>=(FloatLanes a,
                                                    FloatLanes b) {
    LaneMask<N> m;
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      m.lane[i] = a.lane[i] >= b.lane[i];
    }
    return m;
  }
  friend SYNFIRE_HOST_DEVICE LaneMask<N> operator>(FloatLanes a, FloatLanes b) {
    return b < a;
  }
  friend SYNFIRE_HOST_DEVICE LaneMask<N> operator<=(FloatLanes a,
                                                    FloatLanes b) {
    return b >= a;
  }

  friend SYNFIRE_HOST_DEVICE FloatLanes Select(LaneMask<N> mask, FloatLanes a,
                                               FloatLanes b) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      a.lane[i] = mask.lane[i] ? a.lane[i] : b.lane[i];
    }
    return a;
  }
  friend SYNFIRE_HOST_DEVICE FloatLanes Exp(FloatLanes x) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      x.lane[i] = synfire::Exp(x.lane[i]);
    }
    return x;
  }
  friend SYNFIRE_HOST_DEVICE FloatLanes Log(FloatLanes x) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      x.lane[i] = synfire::Log(x.lane[i]);
    }
    return x;
  }

 private:
  static void CheckAligned(const float* address) {
    if (reinterpret_cast<uintptr_t>(address) % alignof(FloatLanes) != 0) {
      __builtin_trap();
    }
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_LANES_H_
