#include "ops/backend/cpu/winograd/winograd_conv2d.h"

#include <algorithm>
#include <atomic>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

// What a block may take of a second cache, which is half a MiB or more.
constexpr int64_t kCacheBytes = 384 << 10;
// Weights that are read anew for each block of a second cache's size.
constexpr int64_t kMostSharedWeightBytes = 5 << 20;
// Inputs of all threads' block.
constexpr int64_t kSharedInputBytes = 8 << 20;
// Floats between matrices, lest all begin in the same set of a cache.
constexpr int64_t kGap = 16;

int64_t EqualParts(int64_t count, int64_t most) {
  return DivideUp(count, DivideUp(count, most));
}

}  // namespace

WinogradConv2d::Matrices WinogradConv2d::MatricesOf(int64_t rows,
                                                    int64_t columns) const {
  const int64_t plane = DivideUp(rows * columns, kGap) * kGap + kGap;
  return {plane, plane * tiling_.products()};
}

WinogradConv2d::WinogradConv2d(Op op, const WinogradTiling& tiling, bool biased,
                               const WinogradLoops& loops)
    : op_(op),
      tiling_(tiling),
      biased_(biased),
      loops_(loops),
      transforms_(loops.of(tiling.m)),
      row_(DivideUp(tiling.in_channels, kWinogradRowFloats) *
           kWinogradRowFloats),
      panels_(DivideUp(tiling.out_channels, loops.panel)),
      threads_(NumThreads()) {
  const int64_t row_bytes = tiling.products() * row_ * 4;
  const int64_t sum_bytes = tiling.products() * loops.panel * 4;
  u_ = MatricesOf(tiling.in_channels, loops.panel);
  by_tiles_ = panels_ * u_.size * 4 <= kMostSharedWeightBytes;
  if (by_tiles_) {
    const int64_t most =
        std::max<int64_t>(kCacheBytes / (row_bytes + sum_bytes), 1);
    block_ = subblock_ = EqualParts(
        tiling.tiles(), std::min(most, DivideUp(tiling.tiles(), threads_)));
  } else {
    block_ = EqualParts(tiling.tiles(),
                        std::max<int64_t>(kSharedInputBytes / row_bytes, 1));
    subblock_ =
        EqualParts(block_, std::max<int64_t>(kCacheBytes / 2 / sum_bytes, 1));
  }
  v_ = MatricesOf(block_, row_);
  m_ = MatricesOf(subblock_, loops.panel);
}

size_t WinogradConv2d::scratch_bytes() const {
  const int64_t floats =
      by_tiles_ ? panels_ * u_.size + threads_ * (v_.size + m_.size)
                : v_.size + threads_ * (u_.size + m_.size);
  return static_cast<size_t>(floats) * sizeof(float);
}

void WinogradConv2d::Run(const KernelArgs& args) {
  if (by_tiles_) {
    RunByTiles(args);
  } else {
    RunByPanels(args);
  }
}

void WinogradConv2d::RunByTiles(const KernelArgs& args) const {
  float* const u = static_cast<float*>(args.scratch);
  ParallelFor(panels_, /*grain=*/1, [&](int64_t begin, int64_t end) {
    for (int64_t panel = begin; panel < end; ++panel) {
      TransformWeights(args.Input<float>(1), panel, u + panel * u_.size);
    }
  });
  const int64_t tiles = tiling_.tiles(), blocks = DivideUp(tiles, block_);
  float* const blocks_of_threads = u + panels_ * u_.size;
  std::atomic<int64_t> next{0};
  ParallelFor(
      std::min(threads_, blocks), /*grain=*/1, [&](int64_t begin, int64_t end) {
        for (int64_t thread = begin; thread < end; ++thread) {
          float* const v = blocks_of_threads + thread * (v_.size + m_.size);
          for (int64_t block = next++; block < blocks; block = next++) {
            const int64_t first = block * block_;
            const int64_t count = std::min(block_, tiles - first);
            TransformInputs(args.Input<float>(0), first, count, v);
            for (int64_t panel = 0; panel < panels_; ++panel) {
              MakePanel(args, panel, first, count, v, u + panel * u_.size,
                        v + v_.size);
            }
          }
        }
      });
}

void WinogradConv2d::RunByPanels(const KernelArgs& args) const {
  float* const v = static_cast<float*>(args.scratch);
  const int64_t tiles = tiling_.tiles();
  for (int64_t first = 0; first < tiles; first += block_) {
    const int64_t count = std::min(block_, tiles - first);
    ParallelFor(count, /*grain=*/1, [&](int64_t begin, int64_t end) {
      TransformInputs(args.Input<float>(0), first + begin, end - begin,
                      v + begin * row_);
    });
    std::atomic<int64_t> next{0};
    ParallelFor(std::min(threads_, panels_), /*grain=*/1,
                [&](int64_t begin, int64_t end) {
                  for (int64_t thread = begin; thread < end; ++thread) {
                    float* const u = v + v_.size + thread * (u_.size + m_.size);
                    for (int64_t panel = next++; panel < panels_;
                         panel = next++) {
                      TransformWeights(args.Input<float>(1), panel, u);
                      for (int64_t tile = 0; tile < count; tile += subblock_) {
                        MakePanel(args, panel, first + tile,
                                  std::min(subblock_, count - tile),
                                  v + tile * row_, u, u + u_.size);
                      }
                    }
                  }
                });
  }
}

void WinogradConv2d::TransformInputs(const float* x, int64_t first,
                                     int64_t tiles, float* v) const {
  const WinogradTiling& t = tiling_;
  InputTile input{};
  input.height = t.input[kHeight];
  input.width = t.input[kWidth];
  input.channels = t.in_channels;
  input.plane = v_.plane;
  WinogradTile tile(t, first);
  for (int64_t i = 0; i < tiles; ++i, tile.Next()) {
    input.image = x + tile.image * input.height * input.width * input.channels;
    input.top = tile.Begin(kHeight) - t.pad[kHeight];
    input.left = tile.Begin(kWidth) - t.pad[kWidth];
    input.v = v + i * row_;
    transforms_.input(input);
  }
}

void WinogradConv2d::TransformWeights(const float* weight, int64_t panel,
                                      float* u) const {
  constexpr int64_t kTaps = 9;
  const int64_t first = panel * loops_.panel;
  WeightPanel weights{};
  weights.turned = op_ == Op::kGradInput;
  // Of [O,I,3,3]: the gradient's outputs are the I, its inputs the O.
  weights.output_step = weights.turned ? kTaps : tiling_.in_channels * kTaps;
  weights.channel_step = weights.turned ? tiling_.out_channels * kTaps : kTaps;
  weights.weights = weight + first * weights.output_step;
  weights.outputs = std::min(loops_.panel, tiling_.out_channels - first);
  weights.channels = tiling_.in_channels;
  weights.u = u;
  weights.plane = u_.plane;
  transforms_.weights(weights);
}

void WinogradConv2d::MakePanel(const KernelArgs& args, int64_t panel,
                               int64_t first, int64_t tiles, const float* v,
                               const float* u, float* m) const {
  const WinogradTiling& t = tiling_;
  for (int64_t p = 0; p < t.products(); ++p) {
    loops_.products({v + p * v_.plane, tiles, t.in_channels, row_,
                     u + p * u_.plane, m + p * m_.plane});
  }
  const int64_t channel = panel * loops_.panel;
  OutputTile output{};
  output.plane = m_.plane;
  if (biased_) output.bias = args.Input<float>(2) + channel;
  output.outputs = std::min(loops_.panel, t.out_channels - channel);
  output.column_step = t.out_channels;
  output.row_step = t.output[kWidth] * t.out_channels;
  WinogradTile tile(t, first);
  for (int64_t i = 0; i < tiles; ++i, tile.Next()) {
    output.m = m + i * loops_.panel;
    output.rows = tile.Extent(kHeight);
    output.columns = tile.Extent(kWidth);
    output.y = args.Output<float>(0) +
               (tile.image * t.output[kHeight] + tile.Begin(kHeight)) *
                   output.row_step +
               tile.Begin(kWidth) * output.column_step + channel;
    transforms_.output(output);
  }
}

}  // namespace synfire
