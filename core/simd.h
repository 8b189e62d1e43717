// Vec<T, N>: N lanes of T that compute like one number.
//
// Written with the compiler's vector extension and no instruction set's
// intrinsics: the same source gives SSE, AVX2 or AVX-512 code by -march alone,
// and every lane holds the bits a scalar would (flags: -ffp-contract=off).
// All functions are always inlined, so objects built for different instruction
// sets share no symbol.  Vectors wider than a register work too, slower, and
// need -Wno-psabi.  Host only.
#ifndef SYNFIRE_CORE_SIMD_H_
#define SYNFIRE_CORE_SIMD_H_

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "core/elementary.h"
#include "core/host_device.h"

namespace synfire {

// Bytes of a vector register under the flags of this translation unit.
#if defined(__AVX512F__)
constexpr int kVectorBytes = 64;
#elif defined(__AVX__)
constexpr int kVectorBytes = 32;
#else
constexpr int kVectorBytes = 16;
#endif
constexpr int kFloatLanes = kVectorBytes / static_cast<int>(sizeof(float));

// All ones in a lane where a comparison holds, all zeros where not.
template <class T, int N>
struct VecMask {
  using Lane = std::conditional_t<sizeof(T) == 4, int32_t, int64_t>;
  typedef Lane Native __attribute__((vector_size(N * sizeof(Lane))));
  Native lanes;
};

template <class T, int N>
struct Vec {
  static_assert(N > 1 && (N & (N - 1)) == 0, "a power of two of lanes");
  using Scalar = T;
  using Mask = VecMask<T, N>;
  typedef T Native __attribute__((vector_size(N * sizeof(T))));
  static constexpr int kLanes = N;

  Native lanes;

  Vec() = default;  // lanes are not set
  SYNFIRE_HOST_DEVICE Vec(T scalar) : lanes(scalar - Native{}) {}
  static SYNFIRE_HOST_DEVICE Vec Of(Native lanes) {
    Vec v;
    v.lanes = lanes;
    return v;
  }
  // No alignment needed; all N lanes are read or written.
  static SYNFIRE_HOST_DEVICE Vec Load(const T* from) {
    Vec v;
    std::memcpy(&v.lanes, from, sizeof v.lanes);
    return v;
  }
  SYNFIRE_HOST_DEVICE void Store(T* to) const {
    std::memcpy(to, &lanes, sizeof lanes);
  }

  SYNFIRE_HOST_DEVICE T operator[](int lane) const { return lanes[lane]; }

  friend SYNFIRE_HOST_DEVICE Vec operator+(Vec a, Vec b) {
    return Of(a.lanes + b.lanes);
  }
  friend SYNFIRE_HOST_DEVICE Vec operator-(Vec a, Vec b) {
    return Of(a.lanes - b.lanes);
  }
  friend SYNFIRE_HOST_DEVICE Vec operator*(Vec a, Vec b) {
    return Of(a.lanes * b.lanes);
  }
  friend SYNFIRE_HOST_DEVICE Vec operator/(Vec a, Vec b) {
    return Of(a.lanes / b.lanes);
  }
  friend SYNFIRE_HOST_DEVICE Vec operator-(Vec a) { return Of(-a.lanes); }

  friend SYNFIRE_HOST_DEVICE Mask operator<(Vec a, Vec b) {
    return {a.lanes < b.lanes};
  }
  friend SYNFIRE_HOST_DEVICE Mask operator<=(Vec a, Vec b) {
    return {a.lanes <= b.lanes};
  }
  friend SYNFIRE_HOST_DEVICE Mask operator>(Vec a, Vec b) {
    return {a.lanes > b.lanes};
  }
  friend SYNFIRE_HOST_DEVICE Mask operator>=(Vec a, Vec b) {
    return {a.lanes >= b.lanes};
  }

  friend SYNFIRE_HOST_DEVICE Vec Select(Mask mask, Vec a, Vec b) {
    return Of(mask.lanes ? a.lanes : b.lanes);
  }
};

template <int N>
SYNFIRE_HOST_DEVICE Vec<float, N> TimesPowerOfTwo(Vec<float, N> x,
                                                  Vec<float, N> n) {
  using Int = typename VecMask<float, N>::Native;
  using Float = typename Vec<float, N>::Native;
  const Vec<float, N> biased = n + Vec<float, N>(internal::kRound + 127.0f);
  const Int bits = reinterpret_cast<Int>(biased.lanes) << 23;
  return x * Vec<float, N>::Of(reinterpret_cast<Float>(bits));
}

template <int N>
SYNFIRE_HOST_DEVICE void SplitPowerOfTwo(Vec<float, N> x, Vec<float, N>* m,
                                         Vec<float, N>* e) {
  using Int = typename VecMask<float, N>::Native;
  using Float = typename Vec<float, N>::Native;
  constexpr int32_t kSqrtHalf = 0x3f3504f3;
  const Int bits = reinterpret_cast<Int>(x.lanes);
  const Int exponent = (bits - kSqrtHalf) >> 23;
  m->lanes = reinterpret_cast<Float>(bits - exponent * (1 << 23));
  e->lanes = __builtin_convertvector(exponent, Float);
}

namespace internal {

template <class Function, class T, int N>
SYNFIRE_HOST_DEVICE Vec<T, N> EachLane(Function f, Vec<T, N> x) {
  for (int lane = 0; lane < N; ++lane) x.lanes[lane] = f(x.lanes[lane]);
  return x;
}

}  // namespace internal

template <int N>
SYNFIRE_HOST_DEVICE Vec<float, N> Exp(Vec<float, N> x) {
  return internal::ExpPolynomial(x);
}
template <int N>
SYNFIRE_HOST_DEVICE Vec<double, N> Exp(Vec<double, N> x) {
  return internal::EachLane([](double lane) { return Exp(lane); }, x);
}
template <int N>
SYNFIRE_HOST_DEVICE Vec<float, N> Log(Vec<float, N> x) {
  return internal::LogPolynomial(x);
}
template <int N>
SYNFIRE_HOST_DEVICE Vec<double, N> Log(Vec<double, N> x) {
  return internal::EachLane([](double lane) { return Log(lane); }, x);
}

// One lane at a time: no kernel needs these, only the smooth primitives.
template <class T, int N>
SYNFIRE_HOST_DEVICE Vec<T, N> Atan(Vec<T, N> x) {
  return internal::EachLane([](T lane) { return Atan(lane); }, x);
}
template <class T, int N>
SYNFIRE_HOST_DEVICE Vec<T, N> Erf(Vec<T, N> x) {
  return internal::EachLane([](T lane) { return Erf(lane); }, x);
}

}  // namespace synfire

#endif  // SYNFIRE_CORE_SIMD_H_
