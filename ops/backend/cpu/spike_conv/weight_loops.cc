// Weights between the order of files, [O, C, taps], and the order of the loops,
// outputs innermost.
#include <cstring>

#include "core/simd.h"
#include "ops/backend/cpu/spike_conv/isa_loops.h"
#include "ops/backend/cpu/transpose.h"

namespace synfire {
namespace SYNFIRE_ISA {

void PackWeights(const WeightBlock& b) {
  // Where column c * taps + k of the outputs' rows goes.
  const auto place = [&](int64_t column) {
    const int64_t c = column / b.taps, k = column % b.taps;
    return b.packed + (k * b.channels + c) * b.block;
  };
  const int64_t end = b.last_channel * b.taps;
  int64_t j = b.first_channel * b.taps;
  for (; j + kBlockSide <= end; j += kBlockSide) {
    float* to[kBlockSide];
    for (int i = 0; i < kBlockSide; ++i) to[i] = place(j + i);
    int64_t o = 0;
    for (; o + kBlockSide <= b.outputs; o += kBlockSide) {
      BlockRow r[kBlockSide];
#pragma GCC unroll 8
      for (int i = 0; i < kBlockSide; ++i) {
        r[i] = BlockRow::Load(b.weights + (o + i) * b.output_step + j);
      }
      Transpose(r);
#pragma GCC unroll 8
      for (int i = 0; i < kBlockSide; ++i) r[i].Store(to[i] + o);
    }
    for (; o < b.outputs; ++o) {
      const float* const from = b.weights + o * b.output_step + j;
      for (int i = 0; i < kBlockSide; ++i) to[i][o] = from[i];
    }
  }
  for (; j < end; ++j) {
    float* const to = place(j);
    for (int64_t o = 0; o < b.outputs; ++o) {
      to[o] = b.weights[o * b.output_step + j];
    }
  }
  if (b.outputs == b.block) return;
  for (int64_t c = b.first_channel; c < b.last_channel; ++c) {
    for (int64_t k = 0; k < b.taps; ++k) {
      std::memset(place(c * b.taps + k) + b.outputs, 0,
                  sizeof(float) * static_cast<size_t>(b.block - b.outputs));
    }
  }
}

void WriteGradient(const GradientBlock& b) {
  const auto place = [&](int64_t column) {
    const SumsOfTap& tap = b.tap[column % b.taps];
    return b.sums + tap.first + column / b.taps * tap.step;
  };
  const int64_t end = b.last_channel * b.taps;
  int64_t j = b.first_channel * b.taps;
  for (; j + kBlockSide <= end; j += kBlockSide) {
    const float* from[kBlockSide];
    for (int i = 0; i < kBlockSide; ++i) from[i] = place(j + i);
    for (int64_t o = 0; o < b.outputs; o += kBlockSide) {
      BlockRow r[kBlockSide];
#pragma GCC unroll 8
      for (int i = 0; i < kBlockSide; ++i) r[i] = BlockRow(0.0f);
      for (int64_t part = 0; part < b.parts; ++part) {
#pragma GCC unroll 8
        for (int i = 0; i < kBlockSide; ++i) {
          r[i] = r[i] + BlockRow::Load(from[i] + part * b.part_step + o);
        }
      }
      Transpose(r);
      for (int i = 0; i < kBlockSide && o + i < b.outputs; ++i) {
        r[i].Store(b.gradient + (o + i) * b.output_step + j);
      }
    }
  }
  for (; j < end; ++j) {
    const float* const from = place(j);
    for (int64_t o = 0; o < b.outputs; ++o) {
      float sum = 0;
      for (int64_t part = 0; part < b.parts; ++part) {
        sum += from[part * b.part_step + o];
      }
      b.gradient[o * b.output_step + j] = sum;
    }
  }
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire
