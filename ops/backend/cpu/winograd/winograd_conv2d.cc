#include "ops/backend/cpu/winograd/winograd_conv2d.h"

#include <algorithm>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

// What a block may take of a second cache, which is half a MiB or more.
constexpr int64_t kCacheBytes = 256 << 10;
// Weights that are read anew for each block of a second cache's size.
constexpr int64_t kMostSharedWeightBytes = 5 << 20;
// Inputs of a block that all threads share: less than their part of a last
// cache that other programs use too.
constexpr int64_t kSharedInputBytes = 6 << 20;

int64_t EqualParts(int64_t count, int64_t most) {
  return DivideUp(count, DivideUp(count, std::max<int64_t>(most, 1)));
}

}  // namespace

WinogradConv2d::WinogradConv2d(Op op, const WinogradTiling& tiling, bool biased,
                               const WinogradLoops& loops,
                               const ProductLoops& products)
    : op_(op),
      tiling_(tiling),
      biased_(biased),
      products_(products),
      transforms_(loops.of(tiling.m)),
      row_(DivideUp(tiling.in_channels, products.panel) * products.panel),
      panels_(DivideUp(tiling.out_channels, products.panel)),
      chunks_(DivideUp(tiling.in_channels, kWinogradDepth)),
      threads_(NumThreads()),
      u_(tiling.products(),
         std::min(tiling.in_channels, kWinogradDepth) * products.panel),
      by_tiles_(panels_ * chunks_ * u_.size * 4 <= kMostSharedWeightBytes),
      block_(ChooseBlock()),
      v_(tiling.products(), block_ * row_),
      m_(tiling.products(), block_ * products.panel) {}

int64_t WinogradConv2d::ChooseBlock() const {
  const int64_t tiles = tiling_.tiles();
  const int64_t input_bytes = tiling_.products() * row_ * 4;
  const int64_t sum_bytes = tiling_.products() * products_.panel * 4;
  if (!by_tiles_) return EqualParts(tiles, kSharedInputBytes / input_bytes);
  return EqualParts(tiles, std::min(kCacheBytes / (input_bytes + sum_bytes),
                                    DivideUp(tiles, threads_)));
}

size_t WinogradConv2d::scratch_bytes() const {
  const int64_t floats =
      by_tiles_ ? panels_ * chunks_ * u_.size + threads_ * (v_.size + m_.size)
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
  float* const after = u + panels_ * chunks_ * u_.size;
  ParallelItems(panels_ * chunks_, threads_, [&](int64_t, int64_t i) {
    TransformWeights(args, i / chunks_, i % chunks_, u + i * u_.size);
  });
  ParallelItems(DivideUp(tiling_.tiles(), block_), threads_,
                [&](int64_t thread, int64_t i) {
                  float* const v = after + thread * (v_.size + m_.size);
                  float* const m = v + v_.size;
                  const Tiles tiles = BlockOf(i);
                  TransformInputs(args, tiles, v);
                  for (int64_t panel = 0; panel < panels_; ++panel) {
                    for (int64_t chunk = 0; chunk < chunks_; ++chunk) {
                      Multiply(tiles, chunk, v,
                               u + (panel * chunks_ + chunk) * u_.size, m);
                    }
                    WriteOutputs(args, tiles, panel, m);
                  }
                });
}

void WinogradConv2d::RunByPanels(const KernelArgs& args) const {
  float* const v = static_cast<float*>(args.scratch);
  for (int64_t i = 0; i < DivideUp(tiling_.tiles(), block_); ++i) {
    const Tiles tiles = BlockOf(i);
    ParallelFor(tiles.count, /*grain=*/1, [&](int64_t begin, int64_t end) {
      TransformInputs(args, {tiles.first + begin, end - begin},
                      v + begin * row_);
    });
    ParallelItems(panels_, threads_, [&](int64_t thread, int64_t panel) {
      float* const u = v + v_.size + thread * (u_.size + m_.size);
      float* const m = u + u_.size;
      for (int64_t chunk = 0; chunk < chunks_; ++chunk) {
        TransformWeights(args, panel, chunk, u);
        Multiply(tiles, chunk, v, u, m);
      }
      WriteOutputs(args, tiles, panel, m);
    });
  }
}

WinogradConv2d::Tiles WinogradConv2d::BlockOf(int64_t i) const {
  return {i * block_, std::min(block_, tiling_.tiles() - i * block_)};
}

int64_t WinogradConv2d::ChunkChannels(int64_t chunk) const {
  return std::min(kWinogradDepth, tiling_.in_channels - chunk * kWinogradDepth);
}

void WinogradConv2d::TransformInputs(const KernelArgs& args, Tiles tiles,
                                     float* v) const {
  const WinogradTiling& t = tiling_;
  ImageTile input{};
  input.height = t.input[kHeight];
  input.width = t.input[kWidth];
  input.pixel = input.channels = t.in_channels;
  input.plane = v_.plane;
  input.panel_step = products_.panel;
  WinogradTile tile(t, tiles.first);
  for (int64_t i = 0; i < tiles.count; ++i, tile.Next()) {
    input.image = args.Input<float>(0) +
                  tile.image * input.height * input.width * input.pixel;
    input.top = tile.Begin(kHeight) - t.pad[kHeight];
    input.left = tile.Begin(kWidth) - t.pad[kWidth];
    input.v = v + i * row_;
    transforms_.input(input);
  }
}

void WinogradConv2d::TransformWeights(const KernelArgs& args, int64_t panel,
                                      int64_t chunk, float* u) const {
  constexpr int64_t kTaps = 9;
  const int64_t first = panel * products_.panel;
  WeightPanel weights{};
  weights.turned = op_ == Op::kGradInput;
  // Of [O,I,3,3]: the gradient's outputs are the I, its inputs the O.
  weights.output_step = weights.turned ? kTaps : tiling_.in_channels * kTaps;
  weights.channel_step = weights.turned ? tiling_.out_channels * kTaps : kTaps;
  weights.weights = args.Input<float>(1) + first * weights.output_step +
                    chunk * kWinogradDepth * weights.channel_step;
  weights.outputs = std::min(products_.panel, tiling_.out_channels - first);
  weights.channels = ChunkChannels(chunk);
  weights.u = u;
  weights.plane = u_.plane;
  transforms_.weights(weights);
}

void WinogradConv2d::Multiply(Tiles tiles, int64_t chunk, const float* v,
                              const float* u, float* m) const {
  ProductBlock block{};
  block.rows = tiles.count;
  block.depth = ChunkChannels(chunk);
  block.row = row_;
  block.step = 1;
  block.add = chunk > 0;
  block.m_row = products_.panel;
  for (int64_t p = 0; p < tiling_.products(); ++p) {
    block.v = v + p * v_.plane + chunk * kWinogradDepth;
    block.u = u + p * u_.plane;
    block.m = m + p * m_.plane;
    products_.multiply(block);
  }
}

void WinogradConv2d::WriteOutputs(const KernelArgs& args, Tiles tiles,
                                  int64_t panel, const float* m) const {
  const WinogradTiling& t = tiling_;
  const int64_t channel = panel * products_.panel;
  OutputTile output{};
  output.plane = m_.plane;
  if (biased_) output.bias = args.Input<float>(2) + channel;
  output.outputs = std::min(products_.panel, t.out_channels - channel);
  output.column_step = t.out_channels;
  output.row_step = t.output[kWidth] * t.out_channels;
  WinogradTile tile(t, tiles.first);
  for (int64_t i = 0; i < tiles.count; ++i, tile.Next()) {
    output.m = m + i * products_.panel;
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
