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
int64_t EqualParts(int64_t count, int64_t most) {
  return DivideUp(count, DivideUp(count, most));
}

}  // namespace

WinogradConv2d::WinogradConv2d(Op op, const WinogradTiling& tiling, bool biased,
                               const WinogradLoops& loops)
    : op_(op),
      tiling_(tiling),
      biased_(biased),
      loops_(loops),
      transforms_(loops.of(tiling.m)),
      row_(DivideUp(tiling.in_channels, loops.panel) * loops.panel),
      panels_(DivideUp(tiling.out_channels, loops.panel)),
      threads_(NumThreads()),
      u_(tiling.products(), tiling.in_channels * loops.panel),
      by_tiles_(panels_ * u_.size * 4 <= kMostSharedWeightBytes),
      blocks_(ChooseBlocks()),
      v_(tiling.products(), blocks_.v * row_),
      m_(tiling.products(), blocks_.m * loops.panel) {}

WinogradConv2d::Blocks WinogradConv2d::ChooseBlocks() const {
  const int64_t tiles = tiling_.tiles();
  const int64_t input_bytes = tiling_.products() * row_ * 4;
  const int64_t sum_bytes = tiling_.products() * loops_.panel * 4;
  if (by_tiles_) {
    const int64_t most = std::min(kCacheBytes / (input_bytes + sum_bytes),
                                  DivideUp(tiles, threads_));
    const int64_t block = EqualParts(tiles, std::max<int64_t>(most, 1));
    return {block, block};
  }
  const int64_t block =
      EqualParts(tiles, std::max<int64_t>(kSharedInputBytes / input_bytes, 1));
  return {block,
          EqualParts(block, std::max<int64_t>(kCacheBytes / 2 / sum_bytes, 1))};
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
  const int64_t tiles = tiling_.tiles(), blocks = DivideUp(tiles, blocks_.v);
  float* const blocks_of_threads = u + panels_ * u_.size;
  std::atomic<int64_t> next{0};
  ParallelFor(
      std::min(threads_, blocks), /*grain=*/1, [&](int64_t begin, int64_t end) {
        for (int64_t thread = begin; thread < end; ++thread) {
          float* const v = blocks_of_threads + thread * (v_.size + m_.size);
          for (int64_t block = next++; block < blocks; block = next++) {
            const int64_t first = block * blocks_.v;
            const int64_t count = std::min(blocks_.v, tiles - first);
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
  for (int64_t first = 0; first < tiles; first += blocks_.v) {
    const int64_t count = std::min(blocks_.v, tiles - first);
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
                      for (int64_t tile = 0; tile < count; tile += blocks_.m) {
                        MakePanel(args, panel, first + tile,
                                  std::min(blocks_.m, count - tile),
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
  ImageTile input{};
  input.height = t.input[kHeight];
  input.width = t.input[kWidth];
  input.pixel = input.channels = t.in_channels;
  input.plane = v_.plane;
  input.panel_step = loops_.panel;
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
