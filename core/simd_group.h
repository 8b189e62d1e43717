// VecGroup<V, N>: N vectors (core/simd.h) that compute like one number.
//
// A chain of instructions that wait for each other, such as a neuron's step
// after step, leaves most of a core idle; several chains side by side fill it.
// Each lane holds the bits that V would.  Host only.
#ifndef SYNFIRE_CORE_SIMD_GROUP_H_
#define SYNFIRE_CORE_SIMD_GROUP_H_

#include "core/dual.h"
#include "core/host_device.h"
#include "core/simd.h"

namespace synfire {

template <class V, int N>
struct VecGroup {
  using Scalar = typename V::Scalar;
  struct Mask {
    typename V::Mask parts[N];
  };
  static constexpr int kParts = N;
  static constexpr int kLanes = N * V::kLanes;

  V parts[N];

  VecGroup() = default;  // lanes are not set
  SYNFIRE_HOST_DEVICE VecGroup(Scalar scalar) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) parts[i] = V(scalar);
  }
  static SYNFIRE_HOST_DEVICE VecGroup Load(const Scalar* from) {
    VecGroup group;
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      group.parts[i] = V::Load(from + i * V::kLanes);
    }
    return group;
  }
  SYNFIRE_HOST_DEVICE void Store(Scalar* to) const {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      parts[i].Store(to + i * V::kLanes);
    }
  }
  SYNFIRE_HOST_DEVICE Scalar operator[](int lane) const {
    return parts[lane / V::kLanes][lane % V::kLanes];
  }

  friend SYNFIRE_HOST_DEVICE VecGroup operator+(VecGroup a, VecGroup b) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      a.parts[i] = a.parts[i] + b.parts[i];
    }
    return a;
  }
  friend SYNFIRE_HOST_DEVICE VecGroup operator-(VecGroup a, VecGroup b) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      a.parts[i] = a.parts[i] - b.parts[i];
    }
    return a;
  }
  friend SYNFIRE_HOST_DEVICE VecGroup operator*(VecGroup a, VecGroup b) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      a.parts[i] = a.parts[i] * b.parts[i];
    }
    return a;
  }
  friend SYNFIRE_HOST_DEVICE VecGroup operator/(VecGroup a, VecGroup b) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      a.parts[i] = a.parts[i] / b.parts[i];
    }
    return a;
  }
  friend SYNFIRE_HOST_DEVICE VecGroup operator-(VecGroup a) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) a.parts[i] = -a.parts[i];
    return a;
  }

  friend SYNFIRE_HOST_DEVICE Mask operator<(VecGroup a, VecGroup b) {
    Mask mask;
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      mask.parts[i] = a.parts[i] < b.parts[i];
    }
    return mask;
  }
  friend SYNFIRE_HOST_DEVICE Mask operator<=(VecGroup a, VecGroup b) {
    Mask mask;
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      mask.parts[i] = a.parts[i] <= b.parts[i];
    }
    return mask;
  }
  friend SYNFIRE_HOST_DEVICE Mask operator>(VecGroup a, VecGroup b) {
    return b < a;
  }
  friend SYNFIRE_HOST_DEVICE Mask operator>=(VecGroup a, VecGroup b) {
    return b <= a;
  }

  friend SYNFIRE_HOST_DEVICE VecGroup Select(Mask mask, VecGroup a,
                                             VecGroup b) {
    SYNFIRE_UNROLL for (int i = 0; i < N; ++i) {
      a.parts[i] = Select(mask.parts[i], a.parts[i], b.parts[i]);
    }
    return a;
  }
};

template <class V, int N>
SYNFIRE_HOST_DEVICE VecGroup<V, N> Exp(VecGroup<V, N> x) {
  SYNFIRE_UNROLL for (int i = 0; i < N; ++i) x.parts[i] = Exp(x.parts[i]);
  return x;
}
template <class V, int N>
SYNFIRE_HOST_DEVICE VecGroup<V, N> Log(VecGroup<V, N> x) {
  SYNFIRE_UNROLL for (int i = 0; i < N; ++i) x.parts[i] = Log(x.parts[i]);
  return x;
}

}  // namespace synfire

#endif  // SYNFIRE_CORE_SIMD_GROUP_H_
