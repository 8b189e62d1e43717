// Dual<V, K>: a value and its derivatives with respect to K variables.
//
// Code written once for a number type R gives, with R = Dual, its forward-mode
// derivative in registers: that is how a neuron's backward step is made from
// its forward step.  V is float, double or a vector of them (core/simd.h).
//
//   value, tangent[k] = d value / d variable k
//
// The value of every operation has the bits that V alone would give, so a scan
// recomputed on duals fires the same spikes.  Operations with a constant (a V,
// its scalar or an integer) spend nothing on the constant's zero tangents.
#ifndef SYNFIRE_CORE_DUAL_H_
#define SYNFIRE_CORE_DUAL_H_

#include <type_traits>

#include "core/elementary.h"
#include "core/host_device.h"

// K is small: the loops over tangents must vanish for them to stay in
// registers.  A loop over time is unrolled on the device alone, and there where
// the number of steps is a constant: then an array with an element a step stays
// in registers too.
#if defined(__CUDACC__)
#define SYNFIRE_UNROLL _Pragma("unroll")
#define SYNFIRE_UNROLL_ON_DEVICE _Pragma("unroll")
#else
#define SYNFIRE_UNROLL _Pragma("GCC unroll 16")
#define SYNFIRE_UNROLL_ON_DEVICE
#endif

namespace synfire {

template <class V, int K>
struct Dual {
  using Scalar = ScalarOf<V>;

  V value;
  V tangent[K];

  Dual() = default;  // not set

  // A constant: all tangents 0.
  SYNFIRE_HOST_DEVICE explicit Dual(V constant) : value(constant) {
    SYNFIRE_UNROLL for (int k = 0; k < K; ++k) tangent[k] = V(0);
  }

  // Variable number `index`: tangent 1 there, 0 elsewhere.
  static SYNFIRE_HOST_DEVICE Dual Variable(V value, int index) {
    Dual d;
    d.value = value;
    SYNFIRE_UNROLL for (int k = 0; k < K; ++k) {
      d.tangent[k] = V(k == index ? 1 : 0);
    }
    return d;
  }
};

// Without derivatives: stops the gradient.
template <class V>
SYNFIRE_HOST_DEVICE V Detach(V x) {
  return x;
}
template <class V, int K>
SYNFIRE_HOST_DEVICE V Detach(Dual<V, K> x) {
  return x.value;
}
// The value, where it is read for a comparison or for output.
template <class V>
SYNFIRE_HOST_DEVICE V ValueOf(V x) {
  return x;
}
template <class V, int K>
SYNFIRE_HOST_DEVICE V ValueOf(Dual<V, K> x) {
  return x.value;
}

namespace internal {

// A double among floats is not converted in silence but refused.
template <class C, class V>
using EnableIfConstant =
    std::enable_if_t<std::is_same<C, V>::value ||
                         std::is_same<C, ScalarOf<V>>::value ||
                         std::is_integral<C>::value,
                     int>;

}  // namespace internal

// f(x) for a function with the given value and slope at x.
template <class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> Chain(V value, V slope, const Dual<V, K>& x) {
  Dual<V, K> y;
  y.value = value;
  SYNFIRE_UNROLL for (int k = 0; k < K; ++k) {
    y.tangent[k] = slope * x.tangent[k];
  }
  return y;
}

template <class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> operator-(Dual<V, K> a) {
  a.value = -a.value;
  SYNFIRE_UNROLL for (int k = 0; k < K; ++k) a.tangent[k] = -a.tangent[k];
  return a;
}

template <class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> operator+(Dual<V, K> a, Dual<V, K> b) {
  a.value = a.value + b.value;
  SYNFIRE_UNROLL for (int k = 0; k < K; ++k) {
    a.tangent[k] = a.tangent[k] + b.tangent[k];
  }
  return a;
}
template <class V, int K, class C, internal::EnableIfConstant<C, V> = 0>
SYNFIRE_HOST_DEVICE Dual<V, K> operator+(Dual<V, K> a, C c) {
  a.value = a.value + V(c);
  return a;
}
template <class V, int K, class C, internal::EnableIfConstant<C, V> = 0>
SYNFIRE_HOST_DEVICE Dual<V, K> operator+(C c, Dual<V, K> a) {
  a.value = V(c) + a.value;
  return a;
}

template <class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> operator-(Dual<V, K> a, Dual<V, K> b) {
  a.value = a.value - b.value;
  SYNFIRE_UNROLL for (int k = 0; k < K; ++k) {
    a.tangent[k] = a.tangent[k] - b.tangent[k];
  }
  return a;
}
template <class V, int K, class C, internal::EnableIfConstant<C, V> = 0>
SYNFIRE_HOST_DEVICE Dual<V, K> operator-(Dual<V, K> a, C c) {
  a.value = a.value - V(c);
  return a;
}
template <class V, int K, class C, internal::EnableIfConstant<C, V> = 0>
SYNFIRE_HOST_DEVICE Dual<V, K> operator-(C c, Dual<V, K> a) {
  a.value = V(c) - a.value;
  SYNFIRE_UNROLL for (int k = 0; k < K; ++k) a.tangent[k] = -a.tangent[k];
  return a;
}

template <class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> operator*(Dual<V, K> a, Dual<V, K> b) {
  Dual<V, K> y;
  y.value = a.value * b.value;
  SYNFIRE_UNROLL for (int k = 0; k < K; ++k) {
    y.tangent[k] = a.tangent[k] * b.value + a.value * b.tangent[k];
  }
  return y;
}
template <class V, int K, class C, internal::EnableIfConstant<C, V> = 0>
SYNFIRE_HOST_DEVICE Dual<V, K> operator*(Dual<V, K> a, C c) {
  return Chain(a.value * V(c), V(c), a);
}
template <class V, int K, class C, internal::EnableIfConstant<C, V> = 0>
SYNFIRE_HOST_DEVICE Dual<V, K> operator*(C c, Dual<V, K> a) {
  return Chain(V(c) * a.value, V(c), a);
}

template <class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> operator/(Dual<V, K> a, Dual<V, K> b) {
  Dual<V, K> y;
  y.value = a.value / b.value;
  const V inverse = V(1) / b.value;
  SYNFIRE_UNROLL for (int k = 0; k < K; ++k) {
    y.tangent[k] = (a.tangent[k] - y.value * b.tangent[k]) * inverse;
  }
  return y;
}
template <class V, int K, class C, internal::EnableIfConstant<C, V> = 0>
SYNFIRE_HOST_DEVICE Dual<V, K> operator/(Dual<V, K> a, C c) {
  return Chain(a.value / V(c), V(1) / V(c), a);
}
template <class V, int K, class C, internal::EnableIfConstant<C, V> = 0>
SYNFIRE_HOST_DEVICE Dual<V, K> operator/(C c, Dual<V, K> a) {
  const V y = V(c) / a.value;
  return Chain(y, -(y / a.value), a);
}

// `mask` is what a comparison of two V gives.
template <class Mask, class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> Select(Mask mask, Dual<V, K> a, Dual<V, K> b) {
  a.value = Select(mask, a.value, b.value);
  SYNFIRE_UNROLL for (int k = 0; k < K; ++k) {
    a.tangent[k] = Select(mask, a.tangent[k], b.tangent[k]);
  }
  return a;
}

// At a tie the first argument's derivative.
template <class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> Max(Dual<V, K> a, Dual<V, K> b) {
  return Select(a.value < b.value, b, a);
}

// The derivative at 0 is 0.
template <class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> Relu(Dual<V, K> x) {
  return Chain(Relu(x.value), Select(x.value > V(0), V(1), V(0)), x);
}

template <class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> Exp(Dual<V, K> x) {
  const V y = Exp(x.value);
  return Chain(y, y, x);
}

template <class V, int K>
SYNFIRE_HOST_DEVICE Dual<V, K> Sigmoid(Dual<V, K> x) {
  const V y = Sigmoid(x.value);
  return Chain(y, y * (V(1) - y), x);
}

}  // namespace synfire

#endif  // SYNFIRE_CORE_DUAL_H_
