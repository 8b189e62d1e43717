#include "core/simd.h"
#include "ops/backend/cpu/psn/psn_lanes.h"
#include "ops/surrogates/spike.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

using Lanes = Vec<float, kFloatLanes>;
constexpr int kLanes = Lanes::kLanes;
static_assert(kLanes <= kMaxScanLanes, "raise the bound");
constexpr int kBlock = kPsnVectors * kLanes;

// A block's neurons of `rows` rows, side by side; those that do not exist are
// 0.
void Gather(const float* from, int64_t stride, int rows, int count,
            float* block) {
  for (int t = 0; t < rows; ++t, from += stride, block += kBlock) {
    for (int i = 0; i < count; ++i) block[i] = from[i];
    for (int i = count; i < kBlock; ++i) block[i] = 0;
  }
}

void Scatter(const float* block, int count, float* to) {
  for (int i = 0; i < count; ++i) to[i] = block[i];
}

// out = bias + sum over j of matrix[t,j] in[j], with j rising; rows of `in`
// are `stride` apart.
SYNFIRE_HOST_DEVICE void Mix(const TimeMatrix& matrix, int steps, int t,
                             const float* in, int stride, float bias,
                             Lanes* out) {
  const float* const weights = matrix.rows + int64_t{t} * steps;
  Lanes sum[kPsnVectors];
  SYNFIRE_UNROLL for (int v = 0; v < kPsnVectors; ++v) sum[v] = Lanes(bias);
  for (int j = matrix.first[t]; j < matrix.end[t]; ++j) {
    const Lanes weight(weights[j]);
    const float* const row = in + int64_t{j} * stride;
    SYNFIRE_UNROLL for (int v = 0; v < kPsnVectors; ++v) {
      sum[v] = sum[v] + weight * Lanes::Load(row + v * kLanes);
    }
  }
  SYNFIRE_UNROLL for (int v = 0; v < kPsnVectors; ++v) out[v] = sum[v];
}

int64_t Forward(const PsnArgs& args, int64_t begin, int64_t end,
                float* scratch) {
  const bool temporal = args.x_stride != 0;
  float* const x = scratch;
  float* const s = x + int64_t{args.steps} * kBlock;
  int64_t spikes = 0;
  for (int64_t n = begin; n < end; n += kBlock) {
    const int count = end - n < kBlock ? static_cast<int>(end - n) : kBlock;
    Gather(args.x + n, args.x_stride, temporal ? args.steps : 1, count, x);
    for (int t = 0; t < args.steps; ++t) {
      Lanes h[kPsnVectors];
      Mix(args.matrix, args.steps, t, x, temporal ? kBlock : 0, args.bias[t],
          h);
      SYNFIRE_UNROLL for (int v = 0; v < kPsnVectors; ++v) {
        HardSpike()(h[v]).Store(s + v * kLanes);
      }
      float fired = 0;  // exact: at most kBlock
      for (int i = 0; i < count; ++i) fired += s[i];
      spikes += static_cast<int64_t>(fired);
      Scatter(s, count, args.s + t * args.size + n);
    }
  }
  return spikes;
}

// Adds to `sums` (a vector each) what a block contributes to dL/dM and, behind
// that, to dL/dbias.
void AddProducts(const PsnArgs& args, const float* dh, const float* x,
                 int x_stride, float* sums) {
  float* bias_sum = sums + int64_t{args.steps} * args.steps * kLanes;
  for (int t = 0; t < args.steps; ++t, dh += kBlock, bias_sum += kLanes) {
    Lanes gradient[kPsnVectors];
    Lanes total(0.0f);
    SYNFIRE_UNROLL for (int v = 0; v < kPsnVectors; ++v) {
      gradient[v] = Lanes::Load(dh + v * kLanes);
      total = total + gradient[v];
    }
    (Lanes::Load(bias_sum) + total).Store(bias_sum);
    for (int j = args.matrix.first[t]; j < args.matrix.end[t]; ++j) {
      const float* const row = x + int64_t{j} * x_stride;
      Lanes sum = gradient[0] * Lanes::Load(row);
      SYNFIRE_UNROLL for (int v = 1; v < kPsnVectors; ++v) {
        sum = sum + gradient[v] * Lanes::Load(row + v * kLanes);
      }
      float* const to = sums + (int64_t{t} * args.steps + j) * kLanes;
      (Lanes::Load(to) + sum).Store(to);
    }
  }
}

void Backward(const PsnArgs& args, int64_t begin, int64_t end, float* scratch,
              double* sums) {
  const bool temporal = args.x_stride != 0;
  const int steps = args.steps, x_stride = temporal ? kBlock : 0;
  const int64_t size = PsnSums(steps);
  float* const x = scratch;
  float* const dh = x + int64_t{steps} * kBlock;
  float* const row = dh + int64_t{steps} * kBlock;
  float* const lane_sums = row + kBlock;
  for (int64_t i = 0; i < size * kLanes; ++i) lane_sums[i] = 0;
  for (int64_t n = begin; n < end; n += kBlock) {
    const int count = end - n < kBlock ? static_cast<int>(end - n) : kBlock;
    Gather(args.x + n, args.x_stride, temporal ? steps : 1, count, x);
    for (int t = 0; t < steps; ++t) {
      Lanes h[kPsnVectors];
      Mix(args.matrix, steps, t, x, x_stride, args.bias[t], h);
      SYNFIRE_UNROLL for (int v = 0; v < kPsnVectors; ++v) {
        h[v].Store(dh + int64_t{t} * kBlock + v * kLanes);
      }
    }
    args.slopes(args.surrogate, dh, int64_t{steps} * kBlock);
    for (int t = 0; t < steps; ++t) {
      float* const at = dh + int64_t{t} * kBlock;
      Gather(args.ds + t * args.size + n, 0, 1, count, row);
      SYNFIRE_UNROLL for (int v = 0; v < kPsnVectors; ++v) {
        (Lanes::Load(row + v * kLanes) * Lanes::Load(at + v * kLanes))
            .Store(at + v * kLanes);
      }
    }
    AddProducts(args, dh, x, x_stride, lane_sums);
    Lanes dx_sum[kPsnVectors];
    SYNFIRE_UNROLL for (int v = 0; v < kPsnVectors; ++v) {
      dx_sum[v] = Lanes(0.0f);
    }
    for (int j = 0; j < steps; ++j) {
      Lanes dx[kPsnVectors];
      Mix(args.transposed, steps, j, dh, kBlock, 0, dx);
      SYNFIRE_UNROLL for (int v = 0; v < kPsnVectors; ++v) {
        dx_sum[v] = dx_sum[v] + dx[v];
        dx[v].Store(row + v * kLanes);
      }
      if (temporal) Scatter(row, count, args.dx + j * args.x_stride + n);
    }
    if (temporal) continue;
    SYNFIRE_UNROLL for (int v = 0; v < kPsnVectors; ++v) {
      dx_sum[v].Store(row + v * kLanes);
    }
    Scatter(row, count, args.dx + n);
  }
  for (int64_t i = 0; i < size; ++i) {
    for (int lane = 0; lane < kLanes; ++lane) {
      sums[i] += lane_sums[i * kLanes + lane];
    }
  }
}

}  // namespace

const PsnLoops kPsnLoops = {Forward, Backward};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
