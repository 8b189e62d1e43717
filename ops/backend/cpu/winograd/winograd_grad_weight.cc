#include "ops/backend/cpu/winograd/winograd_grad_weight.h"

#include <algorithm>

#include "core/parallel.h"

namespace synfire {
namespace {

// Channels of a block: more would need more memory, fewer would transform x and
// dy more often.
constexpr int64_t kBlockChannels = 128;

// Whole panels of a block.
int64_t BlockOf(int64_t channels, int64_t panel) {
  return std::min(DivideUp(channels, panel) * panel, kBlockChannels);
}

}  // namespace

WinogradGradWeight::WinogradGradWeight(const WinogradTiling& tiling,
                                       const WinogradLoops& loops,
                                       const ProductLoops& products)
    : tiling_(tiling),
      products_(products),
      transforms_(loops.of(tiling.m)),
      batch_(std::min(tiling.tiles(), kWinogradDepth)),
      in_block_(BlockOf(tiling.in_channels, products.panel)),
      out_block_(BlockOf(tiling.out_channels, products.panel)),
      v_(tiling.products(), batch_ * in_block_),
      w_(tiling.products(), batch_ * out_block_),
      u_(tiling.products(), in_block_ * out_block_) {}

size_t WinogradGradWeight::scratch_bytes() const {
  return static_cast<size_t>(v_.size + w_.size + u_.size) * sizeof(float);
}

WinogradGradWeight::Scratch WinogradGradWeight::ScratchOf(void* memory) const {
  float* const v = static_cast<float*>(memory);
  return {v, v + v_.size, v + v_.size + w_.size};
}

void WinogradGradWeight::Run(const KernelArgs& args) {
  const WinogradTiling& t = tiling_;
  const Scratch scratch = ScratchOf(args.scratch);
  for (int64_t i = 0; i < t.in_channels; i += in_block_) {
    const Channels in = {i, std::min(i + in_block_, t.in_channels)};
    for (int64_t o = 0; o < t.out_channels; o += out_block_) {
      const Channels out = {o, std::min(o + out_block_, t.out_channels)};
      for (int64_t first = 0; first < t.tiles(); first += batch_) {
        AddBatch(args, in, out, first, scratch);
      }
      WriteGradient(in, out, scratch.u, args.Output<float>(0));
    }
  }
}

void WinogradGradWeight::AddBatch(const KernelArgs& args, Channels in,
                                  Channels out, int64_t first,
                                  const Scratch& scratch) const {
  const WinogradTiling& t = tiling_;
  const int64_t panel = products_.panel;
  const int64_t tiles = std::min(batch_, t.tiles() - first);
  ParallelFor(tiles, /*grain=*/1, [&](int64_t begin, int64_t end) {
    WinogradTile tile(t, first + begin);
    for (int64_t i = begin; i < end; ++i, tile.Next()) {
      TransformInput(args.Input<float>(0), in, tile, scratch.v + i * panel);
      TransformOutput(args.Input<float>(1), out, tile, scratch.w + i * panel);
    }
  });
  const int64_t in_panels = DivideUp(in.size(), panel);
  const int64_t out_panels = DivideUp(out.size(), panel);
  ParallelFor(
      t.products() * in_panels, /*grain=*/1, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          const int64_t p = i / in_panels, in_panel = i % in_panels;
          ProductBlock block{};
          block.v = scratch.v + p * v_.plane + in_panel * batch_ * panel;
          block.row = 1;
          block.step = panel;
          block.rows = std::min(panel, in.size() - in_panel * panel);
          block.depth = tiles;
          block.add = first > 0;
          block.m_row = panel;
          for (int64_t out_panel = 0; out_panel < out_panels; ++out_panel) {
            block.u = scratch.w + p * w_.plane + out_panel * batch_ * panel;
            block.m = scratch.u + p * u_.plane +
                      (out_panel * in_block_ + in_panel * panel) * panel;
            products_.multiply(block);
          }
        }
      });
}

void WinogradGradWeight::TransformInput(const float* x, Channels in,
                                        const WinogradTile& tile,
                                        float* v) const {
  const WinogradTiling& t = tiling_;
  ImageTile image{};
  image.height = t.input[kHeight];
  image.width = t.input[kWidth];
  image.pixel = t.in_channels;
  image.channels = in.size();
  image.image =
      x + tile.image * image.height * image.width * image.pixel + in.begin;
  image.top = tile.Begin(kHeight) - t.pad[kHeight];
  image.left = tile.Begin(kWidth) - t.pad[kWidth];
  image.v = v;
  image.plane = v_.plane;
  image.panel_step = batch_ * products_.panel;
  transforms_.input(image);
}

void WinogradGradWeight::TransformOutput(const float* dy, Channels out,
                                         const WinogradTile& tile,
                                         float* w) const {
  const WinogradTiling& t = tiling_;
  ImageTile image{};
  image.height = t.output[kHeight];
  image.width = t.output[kWidth];
  image.pixel = t.out_channels;
  image.channels = out.size();
  image.image =
      dy + tile.image * image.height * image.width * image.pixel + out.begin;
  image.top = tile.Begin(kHeight);
  image.left = tile.Begin(kWidth);
  image.v = w;
  image.plane = w_.plane;
  image.panel_step = batch_ * products_.panel;
  transforms_.output_gradient(image);
}

void WinogradGradWeight::WriteGradient(Channels in, Channels out,
                                       const float* u, float* gradient) const {
  constexpr int64_t kTaps = 9;
  const int64_t panel = products_.panel;
  const int64_t panels = DivideUp(out.size(), panel);
  const int64_t in_panels = DivideUp(in.size(), panel);
  ParallelFor(panels * in_panels, /*grain=*/1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const int64_t o = i / in_panels * panel, c = i % in_panels * panel;
      WeightGradientPanel weights{};
      weights.u = u + o * in_block_ + c * panel;
      weights.plane = u_.plane;
      weights.outputs = std::min(panel, out.size() - o);
      weights.channels = std::min(panel, in.size() - c);
      weights.output_step = tiling_.in_channels * kTaps;
      weights.channel_step = kTaps;
      weights.gradient = gradient + (out.begin + o) * weights.output_step +
                         (in.begin + c) * kTaps;
      transforms_.weight_gradient(weights);
    }
  });
}

}  // namespace synfire
