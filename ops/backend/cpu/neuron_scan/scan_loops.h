// The loops of one neuron (scan_lanes.h), for the instruction set of this
// translation unit.  Included by what neuron_loops.bzl generates alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_LOOPS_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_LOOPS_H_

#include "ops/backend/cpu/neuron_scan/columns.h"
#include "ops/backend/cpu/neuron_scan/learned_lanes.h"
#include "ops/backend/cpu/neuron_scan/norm_lanes.h"
#include "ops/backend/cpu/neuron_scan/scan_lanes.h"
#include "ops/backend/cpu/neuron_scan/spike_sinks.h"
#include "ops/neurons/scan.h"
#include "ops/surrogates/spike.h"

namespace synfire {
namespace SYNFIRE_ISA {

using Lanes = ScanVector;
constexpr int kLanes = Lanes::kLanes;
static_assert(kLanes <= kMaxScanLanes, "raise the bound");

// Fires and writes down the membrane above the threshold, a step after the
// other.
struct RecordingSpike {
  mutable Lanes* next;

  SYNFIRE_HOST_DEVICE Lanes operator()(Lanes u) const {
    *next++ = u;
    return HardSpike()(u);
  }
};

// Fires with the derivatives that stand before `end`, from the last step to
// the first.  One surrogate computes them for all steps, so no loop need be
// compiled for each.
struct RecordedSpike {
  mutable const Lanes* end;

  template <int K>
  SYNFIRE_HOST_DEVICE Dual<Lanes, K> operator()(Dual<Lanes, K> u) const {
    return Chain(HardSpike()(u.value), *--end, u);
  }
};

template <class Neuron>
SYNFIRE_HOST_DEVICE void LoadFirst(const Neuron& neuron, const ScanArgs& args,
                                   int64_t n, Lanes* state) {
  SetInitialState(neuron, state);
  for (int i = 0; i < Neuron::kStates; ++i) {
    if (args.first[i]) state[i] = Lanes::Load(args.first[i] + n);
  }
}

// Each step's x is a stream of its own, too many for the processor to foresee.
// Far enough ahead for main memory; past the end it fetches what it can.
template <typename X>
SYNFIRE_HOST_DEVICE void FetchAhead(const X* x) {
  constexpr int kGroupsAhead = 8, kLine = 64 / sizeof(X);
  for (int i = 0; i < kLanes; i += kLine) {
    __builtin_prefetch(x + kGroupsAhead * kLanes + i);
  }
}

// ScanArgs::x, in whichever elements.
struct XElements {
  const float* floats;
  const uint16_t* bf16;

  SYNFIRE_HOST_DEVICE Lanes Load(int64_t at) const {
    return floats ? Lanes::Load(floats + at) : LoadBf16(bf16 + at);
  }
  SYNFIRE_HOST_DEVICE void FetchBehind(int64_t at) const {
    floats ? FetchAhead(floats + at) : FetchAhead(bf16 + at);
  }
};

// The forward scan of whole groups of lanes.  A function of its own, so that
// there is one copy for full groups and for padded ones.  kShared: learned
// parameters are the layer's, so what a step computes of them alone leaves the
// loop.  Spikes: a sink.
template <class Neuron, bool kShared, class Spikes>
__attribute__((noinline)) int64_t ScanGroups(const ScanArgs& args,
                                             int64_t begin, int64_t end) {
  constexpr int kLearned = kNumLearned<Neuron>;
  const Neuron neuron = *static_cast<const Neuron*>(args.neuron);
  const int64_t x_stride = args.x_stride;
  const XElements x = {args.x, args.x_bf16};
  ChannelOfGroup channel(args.channels, args.origin + begin);
  Lanes learned[kLearned + 1];
  LoadLearned<kLearned>(args, *channel, learned);
  NormLanes norm(args.norm, args.origin + begin);
  Spikes spikes(args);
  for (int64_t n = begin; n < end; n += kLanes) {
    Lanes state[Neuron::kStates];
    LoadFirst(neuron, args, n, state);
    int64_t at = n - args.x_first;
    spikes.Start(n);
    ScanForward(
        neuron, HardSpike(), learned, args.steps, state,
        [&](int) {
          const Lanes loaded = x.Load(at);
          x.FetchBehind(at);
          at += x_stride;
          return norm.Scaled(norm.Centred(loaded));
        },
        [&](int, Lanes fired) { spikes.Take(fired); });
    for (int i = 0; i < Neuron::kStates; ++i) {
      if (args.last[i]) state[i].Store(args.last[i] + n);
    }
    norm.Next();
    if (kShared) continue;
    channel.Next();
    LoadLearned<kLearned>(args, *channel, learned);
  }
  return spikes.Count();
}

template <class Neuron, bool kShared>
__attribute__((noinline)) void ScanGradGroups(const ScanArgs& args,
                                              int64_t begin, int64_t end,
                                              float* scratch,
                                              const ScanSums& to) {
  constexpr int kStates = Neuron::kStates;
  constexpr int kLearned = kNumLearned<Neuron>;
  const Neuron neuron = *static_cast<const Neuron*>(args.neuron);
  const int64_t size = args.size, x_stride = args.x_stride;
  const XElements x = {args.x, args.x_bf16};
  // x is read from afar once, and again, backwards, from here.
  Lanes* const centred = reinterpret_cast<Lanes*>(scratch);
  Lanes* const slopes = centred + args.steps;
  Lanes* const before = slopes + args.steps;
  ChannelOfGroup channel(args.channels, args.origin + begin);
  Lanes learned[kLearned + 1];
  LoadLearned<kLearned>(args, *channel, learned);
  LearnedSums<kLearned> sums(args.channels, to.d_learned);
  NormLanes norm(args.norm, args.origin + begin);
  for (int64_t n = begin; n < end; n += kLanes) {
    Lanes state[kStates], d_state[kStates], dx_sum(0.0f), d_slope(0.0f);
    Lanes d_learned[kLearned + 1] = {};
    LoadFirst(neuron, args, n, state);
    int64_t at = n;
    const float* ds = args.ds ? args.ds + n : nullptr;
    ScanStates(neuron, RecordingSpike{slopes}, learned, args.steps, state,
               before, [&](int t) {
                 centred[t] = norm.Centred(x.Load(at));
                 at += x_stride;
                 return norm.Scaled(centred[t]);
               });
    if (Neuron::kFiring.fires) {
      args.slopes(args.surrogate, reinterpret_cast<float*>(slopes),
                  int64_t{args.steps} * kLanes);
    }
    for (int i = 0; i < kStates; ++i) {
      d_state[i] =
          args.d_last[i] ? Lanes::Load(args.d_last[i] + n) : Lanes(0.0f);
    }
    float* dx = args.dx + n;
    ScanBackward(
        neuron, RecordedSpike{slopes + args.steps}, learned, args.steps,
        args.detach_every, before,
        [&](int t) { return norm.Scaled(centred[t]); },
        [&](int t) { return ds ? Lanes::Load(ds + t * size) : Lanes(0.0f); },
        d_state, d_learned,
        [&](int t, Lanes gradient) {
          dx_sum = dx_sum + gradient;
          d_slope = d_slope + gradient * centred[t];
          if (x_stride != 0) gradient.Store(dx + t * x_stride);
        });
    if (x_stride == 0) dx_sum.Store(dx);
    for (int i = 0; i < kStates; ++i) {
      if (args.d_first[i]) d_state[i].Store(args.d_first[i] + n);
    }
    if (to.d_norm) {
      double* const sum = to.d_norm + norm.channel();
      AddLanes(d_slope, sum);
      AddLanes(dx_sum, sum + PeriodicStride(args.norm.channels));
    }
    norm.Next();
    sums.Add(d_learned, *channel);
    if (kShared) continue;
    channel.Next();
    LoadLearned<kLearned>(args, *channel, learned);
  }
  sums.Finish();
}

// ScanGroups for the neuron's parameters.
template <class Neuron, class Spikes>
auto ScanGroupsFor(const ScanArgs& args) {
  if constexpr (kNumLearned < Neuron >> 0) {
    if (args.channels > 1) return ScanGroups<Neuron, false, Spikes>;
  }
  return ScanGroups<Neuron, true, Spikes>;
}
template <class Neuron>
auto ScanGradGroupsFor(const ScanArgs& args) {
  if constexpr (kNumLearned < Neuron >> 0) {
    if (args.channels > 1) return ScanGradGroups<Neuron, false>;
  }
  return ScanGradGroups<Neuron, true>;
}

// Sets s to the bits of args.s_bits that stand for some columns.
inline void PackColumns(const ScanArgs& args, const Columns& columns,
                        const float* s) {
  for (int t = 0; t < args.steps; ++t) {
    uint8_t* const bits = args.s_bits + (t * args.size + columns.first) / 8;
    const float* const row = s + t * columns.stride();
    std::memset(bits, 0, columns.count / 8);
    for (int64_t i = 0; i < columns.count; ++i) {
      bits[i / 8] |= static_cast<uint8_t>((row[i] != 0) << i % 8);
    }
  }
}

// Fewer neurons than lanes.
template <class Neuron>
int64_t ScanRest(const ScanArgs& args, int64_t begin, int64_t end,
                 float* scratch) {
  using Spikes = FloatSpikes<Neuron::kFiring.fires>;
  Columns columns{begin, end - begin, scratch};
  ScanArgs own = columns.Gathered(args, Neuron::kStates);
  own.s = columns.Take(args.steps);
  own.s_stride = columns.stride();
  for (float*& last : own.last) last = last ? columns.Take(1) : nullptr;
  int64_t spikes = ScanGroupsFor<Neuron, Spikes>(args)(own, 0, kLanes);
  if (args.s == nullptr) {
    PackColumns(args, columns, own.s);
  } else {
    columns.Scatter(own.s, args.steps, args.s_stride, args.s);
  }
  for (int i = 0; i < Neuron::kStates; ++i) {
    columns.Scatter(own.last[i], 1, 0, args.last[i]);
  }
  if (!Neuron::kFiring.fires) return spikes;
  // Neurons that do not exist may have fired.
  for (int t = 0; t < args.steps; ++t) {
    for (int64_t i = columns.count; i < kLanes; ++i) {
      spikes -= static_cast<int64_t>(own.s[t * own.s_stride + i]);
    }
  }
  return spikes;
}

template <class Neuron>
int64_t RunScan(const ScanArgs& args, int64_t begin, int64_t end,
                float* scratch) {
  using Spikes = FloatSpikes<Neuron::kFiring.fires>;
  const int64_t whole = end - (end - begin) % kLanes;
  int64_t spikes = 0;
  if (args.s != nullptr) {
    spikes = ScanGroupsFor<Neuron, Spikes>(args)(args, begin, whole);
  } else if constexpr (Neuron::kFiring.fires) {
    spikes = ScanGroupsFor<Neuron, BitSpikes>(args)(args, begin, whole);
  }
  if (whole < end) spikes += ScanRest<Neuron>(args, whole, end, scratch);
  return spikes;
}

template <class Neuron>
void RunScanGrad(const ScanArgs& args, int64_t begin, int64_t end,
                 float* scratch, const ScanSums& sums) {
  const auto scan_groups = ScanGradGroupsFor<Neuron>(args);
  const int64_t groups = int64_t{args.steps} * (2 + Neuron::kStates) * kLanes;
  if (args.steps <= kMostDirectSteps) {
    const int64_t whole = end - (end - begin) % kLanes;
    scan_groups(args, begin, whole, scratch, sums);
    begin = whole;
  }
  const int64_t piece = GatheredNeurons(args.steps);
  for (; begin < end; begin += piece) {
    const int64_t count = end - begin < piece ? end - begin : piece;
    Columns columns{begin, count, scratch + groups};
    ScanArgs own = columns.Gathered(args, Neuron::kStates);
    const int x_steps = args.x_stride == 0 ? 1 : args.steps;
    own.dx = columns.Take(x_steps);
    for (float*& d : own.d_first) d = d ? columns.Take(1) : nullptr;
    // A neuron that does not exist adds 0: its ds and d_last are 0.
    scan_groups(own, 0, columns.padded(), scratch, sums);
    columns.Scatter(own.dx, x_steps, args.x_stride, args.dx);
    for (int i = 0; i < Neuron::kStates; ++i) {
      columns.Scatter(own.d_first[i], 1, 0, args.d_first[i]);
    }
  }
}

template <class Neuron>
ScanLoops LoopsOf() {
  static_assert(Neuron::kStates <= kMaxScanStates, "raise the bound");
  static_assert(kNumLearned<Neuron> <= kMaxScanLearned, "raise the bound");
  return {RunScan<Neuron>, RunScanGrad<Neuron>};
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_SCAN_LOOPS_H_
