// Where a scan's spikes go, step by step, and how many they were.
// Included by sources of cc_isa_library alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SPIKE_SINKS_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SPIKE_SINKS_H_

#include <immintrin.h>

#include <cstring>

#include "ops/backend/cpu/neuron_scan/scan_lanes.h"
#include "ops/backend/cpu/neuron_scan/scan_vector.h"

namespace synfire {
namespace SYNFIRE_ISA {

// Bit i: lane i is not 0.
SYNFIRE_HOST_DEVICE uint32_t NonZeros(Vec<float, kFloatLanes> x) {
#if defined(__AVX512F__)
  return _mm512_test_epi32_mask(_mm512_castps_si512(x.lanes),
                                _mm512_castps_si512(x.lanes));
#elif defined(__AVX__)
  return static_cast<uint32_t>(_mm256_movemask_ps(
      _mm256_cmp_ps(x.lanes, _mm256_setzero_ps(), _CMP_NEQ_UQ)));
#else
  return static_cast<uint32_t>(
      _mm_movemask_ps(_mm_cmpneq_ps(x.lanes, _mm_setzero_ps())));
#endif
}

// As floats.  kFires: what goes there is 0 or 1.
template <bool kFires>
class FloatSpikes {
 public:
  explicit FloatSpikes(const ScanArgs& args)
      : s_(args.s), stride_(args.s_stride), sum_(0.0f) {}

  // The first step of the lanes from neuron n on is next.
  SYNFIRE_HOST_DEVICE void Start(int64_t n) {
    next_ = s_ + n;
    if (++groups_ == kGroups) Fold();
  }
  SYNFIRE_HOST_DEVICE void Take(ScanVector fired) {
    if (kFires) sum_ = sum_ + fired;
    fired.Store(next_);
    next_ += stride_;
  }
  SYNFIRE_HOST_DEVICE int64_t Count() {
    Fold();
    return count_;
  }

 private:
  // Groups of lanes after which a count leaves its floats.  It is exact till
  // then: kMaxScanSteps times this is 2^24.
  static constexpr int kGroups = 16;

  SYNFIRE_HOST_DEVICE void Fold() {
    if (!kFires) return;
    double fired = 0;
    for (int i = 0; i < ScanVector::kLanes; ++i) fired += sum_[i];
    count_ += static_cast<int64_t>(fired);
    sum_ = ScanVector(0.0f);
    groups_ = 0;
  }

  float* const s_;
  float* next_ = nullptr;
  const int64_t stride_;
  ScanVector sum_;
  int groups_ = 0;
  int64_t count_ = 0;
};

// As bits.
class BitSpikes {
 public:
  explicit BitSpikes(const ScanArgs& args)
      : bits_(args.s_bits), stride_(args.size / 8) {}

  SYNFIRE_HOST_DEVICE void Start(int64_t n) { next_ = bits_ + n / 8; }
  SYNFIRE_HOST_DEVICE void Take(ScanVector fired) {
    uint64_t bits = 0;
    SYNFIRE_UNROLL for (int i = 0; i < kScanVectors; ++i) {
      bits |= uint64_t{NonZeros(fired.parts[i])} << i * kFloatLanes;
    }
    std::memcpy(next_, &bits, ScanVector::kLanes / 8);
    count_ += __builtin_popcountll(bits);
    next_ += stride_;
  }
  SYNFIRE_HOST_DEVICE int64_t Count() const { return count_; }

 private:
  static_assert(ScanVector::kLanes % 8 == 0);

  uint8_t* const bits_;
  uint8_t* next_ = nullptr;
  const int64_t stride_;
  int64_t count_ = 0;
};

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SPIKE_SINKS_H_
