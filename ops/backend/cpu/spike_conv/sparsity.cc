#include "ops/backend/cpu/spike_conv/sparsity.h"

#include <algorithm>
#include <atomic>

#include "core/parallel.h"

namespace synfire {

namespace {

int64_t CountNonZeros(const PackedInput& x, const void* base, int64_t first,
                      int64_t count, const SpikeLoops& loops, bool* ones) {
  const auto* const packed = static_cast<const uint8_t*>(base);
  switch (x.form()) {
    case Form::kBits:
      return x.loops().count_bits(packed + first / 8, count);
    case Form::kBytes:
      return x.loops().count_bytes(packed + first, count, ones);
    case Form::kPlain:
    case Form::kDeferred:
    case Form::kBf16:  // of no convolution's input
      break;
  }
  return loops.count(static_cast<const float*>(base) + first, count, ones);
}

}  // namespace

Sparsity SparsityOf(const PackedInput& x, const void* base, int64_t size,
                    int64_t most, const SpikeLoops& loops, double* density) {
  constexpr int64_t kChunk = 1 << 14;
  std::atomic<int64_t> count{0};
  std::atomic<bool> all_ones{true};
  ParallelFor(size, kChunk, [&](int64_t begin, int64_t end) {
    for (int64_t at = begin; at < end && count <= most; at += kChunk) {
      bool ones = true;
      count +=
          CountNonZeros(x, base, at, std::min(kChunk, end - at), loops, &ones);
      if (!ones) all_ones = false;
    }
  });
  *density = static_cast<double>(std::min(count.load(), most)) /
             static_cast<double>(std::max<int64_t>(size, 1));
  if (count > most) return Sparsity::kDense;
  return all_ones ? Sparsity::kSpikes : Sparsity::kSparse;
}

}  // namespace synfire
