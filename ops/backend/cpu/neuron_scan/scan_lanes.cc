#include "ops/backend/cpu/neuron_scan/scan_lanes.h"

#include "core/simd.h"
#include "ops/neurons/neuron_list.h"
#include "ops/neurons/scan.h"
#include "ops/surrogates/spike.h"
#include "ops/surrogates/surrogate_list.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

using Lanes = Vec<float, kFloatLanes>;
constexpr int kLanes = Lanes::kLanes;
static_assert(kLanes <= kMaxScanLanes, "raise the bound");

// Groups of lanes after which a count of spikes leaves its floats.  It is
// exact till then: kMaxScanSteps times this is 2^24.
constexpr int kGroups = 16;

SYNFIRE_HOST_DEVICE double Sum(Lanes v) {
  double sum = 0;
  for (int i = 0; i < kLanes; ++i) sum += v[i];
  return sum;
}

// A sum of many numbers in each lane, to about twice the precision of a float
// (Kahan's).
struct CompensatedSum {
  Lanes sum = Lanes(0.0f), lost = Lanes(0.0f);

  SYNFIRE_HOST_DEVICE void Add(Lanes v) {
    const Lanes wanted = v - lost;
    const Lanes next = sum + wanted;
    lost = (next - sum) - wanted;
    sum = next;
  }
  SYNFIRE_HOST_DEVICE double Total() const { return Sum(sum) - Sum(lost); }
};

template <class Neuron>
SYNFIRE_HOST_DEVICE void LoadLearned(const ScanArgs& args, Lanes* learned) {
  for (int i = 0; i < kNumLearned<Neuron>; ++i) learned[i] = *args.learned[i];
}

template <class Neuron>
SYNFIRE_HOST_DEVICE void LoadFirst(const Neuron& neuron, const ScanArgs& args,
                                   int64_t n, Lanes* state) {
  SetInitialState(neuron, state);
  for (int i = 0; i < Neuron::kStates; ++i) {
    if (args.first[i]) state[i] = Lanes::Load(args.first[i] + n);
  }
}

// The forward scan of whole groups of lanes.  A function of its own, so that
// there is one copy for full groups and for padded ones.
template <class Neuron>
__attribute__((noinline)) int64_t ScanGroups(const ScanArgs& args,
                                             int64_t begin, int64_t end) {
  const Neuron neuron = *static_cast<const Neuron*>(args.neuron);
  Lanes learned[kNumLearned<Neuron> + 1];
  LoadLearned<Neuron>(args, learned);
  const int64_t size = args.size, x_stride = args.x_stride;
  int64_t spikes = 0;
  int64_t n = begin;
  while (n < end) {
    Lanes fired_sum(0.0f);
    for (int group = 0; group < kGroups && n < end; ++group, n += kLanes) {
      Lanes state[Neuron::kStates];
      LoadFirst(neuron, args, n, state);
      const float* x = args.x + n;
      float* s = args.s + n;
      ScanForward(
          neuron, HardSpike(), learned, args.steps, state,
          [&](int) {
            const Lanes loaded = Lanes::Load(x);
            x += x_stride;
            return loaded;
          },
          [&](int, Lanes fired) {
            fired_sum = fired_sum + fired;
            fired.Store(s);
            s += size;
          });
      for (int i = 0; i < Neuron::kStates; ++i) {
        if (args.last[i]) state[i].Store(args.last[i] + n);
      }
    }
    spikes += static_cast<int64_t>(Sum(fired_sum));
  }
  return spikes;
}

template <class Neuron, class Surrogate>
__attribute__((noinline)) void ScanGradGroups(const ScanArgs& args,
                                              int64_t begin, int64_t end,
                                              float* scratch,
                                              double* d_learned_sum) {
  constexpr int kStates = Neuron::kStates;
  constexpr int kLearned = kNumLearned<Neuron>;
  const Neuron neuron = *static_cast<const Neuron*>(args.neuron);
  const SurrogateSpike<Surrogate> spike{
      *static_cast<const Surrogate*>(args.surrogate)};
  Lanes learned[kLearned + 1];
  LoadLearned<Neuron>(args, learned);
  const int64_t size = args.size, x_stride = args.x_stride;
  // x is read from afar once, and again, backwards, from here.
  Lanes* const x_read = reinterpret_cast<Lanes*>(scratch);
  Lanes* const before = x_read + args.steps;
  CompensatedSum d_learned_total[kLearned + 1];
  for (int64_t n = begin; n < end; n += kLanes) {
    Lanes state[kStates], d_state[kStates], dx_sum(0.0f);
    Lanes d_learned[kLearned + 1] = {};
    LoadFirst(neuron, args, n, state);
    for (int i = 0; i < kStates; ++i) {
      d_state[i] =
          args.d_last[i] ? Lanes::Load(args.d_last[i] + n) : Lanes(0.0f);
    }
    const float* x = args.x + n;
    for (int t = 0; t < args.steps; ++t, x += x_stride) {
      x_read[t] = Lanes::Load(x);
    }
    const float* ds = args.ds ? args.ds + n : nullptr;
    float* dx = args.dx + n;
    ScanBackward(
        neuron, spike, learned, args.steps, args.detach_every, state, before,
        [&](int t) { return x_read[t]; },
        [&](int t) { return ds ? Lanes::Load(ds + t * size) : Lanes(0.0f); },
        d_state, d_learned,
        [&](int t, Lanes gradient) {
          dx_sum = dx_sum + gradient;
          if (x_stride != 0) gradient.Store(dx + t * x_stride);
        });
    if (x_stride == 0) dx_sum.Store(dx);
    for (int i = 0; i < kStates; ++i) {
      if (args.d_first[i]) d_state[i].Store(args.d_first[i] + n);
    }
    for (int i = 0; i < kLearned; ++i) d_learned_total[i].Add(d_learned[i]);
  }
  for (int i = 0; i < kLearned; ++i) {
    d_learned_sum[i] += d_learned_total[i].Total();
  }
}

// The neurons that fill no group: a few columns of every array, copied to and
// from rows of kLanes floats.  The rest of a row is zero.
struct Columns {
  int64_t first;  // neuron
  int count;
  float* free;  // scratch that is not yet taken

  float* Take(int steps) {
    float* taken = free;
    free += int64_t{steps} * kLanes;
    return taken;
  }
  // The copy; null where `from` is.
  const float* Gather(const float* from, int steps, int64_t stride) {
    if (!from) return nullptr;
    float* rows = Take(steps);
    for (int t = 0; t < steps; ++t) {
      for (int i = 0; i < kLanes; ++i) {
        rows[t * kLanes + i] = i < count ? from[t * stride + first + i] : 0.0f;
      }
    }
    return rows;
  }
  void Scatter(const float* rows, int steps, int64_t stride, float* to) const {
    if (!to) return;
    for (int t = 0; t < steps; ++t) {
      for (int i = 0; i < count; ++i) {
        to[t * stride + first + i] = rows[t * kLanes + i];
      }
    }
  }
  // The arguments of a scan of these columns alone, but for its outputs.
  ScanArgs Gathered(const ScanArgs& args, int states) {
    ScanArgs own = args;
    own.size = kLanes;
    own.x_stride = args.x_stride == 0 ? 0 : kLanes;
    own.x = Gather(args.x, args.x_stride == 0 ? 1 : args.steps, args.x_stride);
    own.ds = Gather(args.ds, args.steps, args.size);
    for (int i = 0; i < states; ++i) {
      own.first[i] = Gather(args.first[i], 1, 0);
      own.d_last[i] = Gather(args.d_last[i], 1, 0);
    }
    return own;
  }
};

template <class Neuron>
int64_t RunScan(const ScanArgs& args, int64_t begin, int64_t end,
                float* scratch) {
  const int rest = static_cast<int>((end - begin) % kLanes);
  int64_t spikes = ScanGroups<Neuron>(args, begin, end - rest);
  if (rest == 0) return spikes;
  Columns columns{end - rest, rest, scratch};
  ScanArgs own = columns.Gathered(args, Neuron::kStates);
  own.s = columns.Take(args.steps);
  for (float*& last : own.last) last = last ? columns.Take(1) : nullptr;
  spikes += ScanGroups<Neuron>(own, 0, kLanes);
  columns.Scatter(own.s, args.steps, args.size, args.s);
  for (int i = 0; i < Neuron::kStates; ++i) {
    columns.Scatter(own.last[i], 1, 0, args.last[i]);
  }
  // Neurons that do not exist may have fired.
  for (int t = 0; t < args.steps; ++t) {
    for (int i = rest; i < kLanes; ++i) {
      spikes -= static_cast<int64_t>(own.s[t * kLanes + i]);
    }
  }
  return spikes;
}

template <class Neuron, class Surrogate>
void RunScanGrad(const ScanArgs& args, int64_t begin, int64_t end,
                 float* scratch, double* d_learned) {
  for (int i = 0; i < kNumLearned<Neuron>; ++i) d_learned[i] = 0;
  const int rest = static_cast<int>((end - begin) % kLanes);
  ScanGradGroups<Neuron, Surrogate>(args, begin, end - rest, scratch,
                                    d_learned);
  if (rest == 0) return;
  const int64_t groups = int64_t{args.steps} * (1 + Neuron::kStates) * kLanes;
  Columns columns{end - rest, rest, scratch + groups};
  ScanArgs own = columns.Gathered(args, Neuron::kStates);
  const int x_steps = args.x_stride == 0 ? 1 : args.steps;
  own.dx = columns.Take(x_steps);
  for (float*& d : own.d_first) d = d ? columns.Take(1) : nullptr;
  // A neuron that does not exist adds 0: its ds and d_last are 0.
  ScanGradGroups<Neuron, Surrogate>(own, 0, kLanes, scratch, d_learned);
  columns.Scatter(own.dx, x_steps, args.x_stride, args.dx);
  for (int i = 0; i < Neuron::kStates; ++i) {
    columns.Scatter(own.d_first[i], 1, 0, args.d_first[i]);
  }
}

}  // namespace

ScanChunk FindScan(int neuron) {
  ScanChunk found = nullptr;
  int place = 0;
  ForEachNeuron([&](auto family) {
    using Neuron = typename decltype(family)::template Of<float>;
    static_assert(Neuron::kStates <= kMaxScanStates, "raise the bound");
    static_assert(kNumLearned<Neuron> <= kMaxScanLearned, "raise the bound");
    if (place++ == neuron) found = RunScan<Neuron>;
  });
  return found;
}

ScanGradChunk FindScanGrad(int neuron, int surrogate) {
  ScanGradChunk found = nullptr;
  int place = 0;
  ForEachNeuron([&](auto neuron_family) {
    using Neuron = typename decltype(neuron_family)::template Of<float>;
    if (place++ != neuron) return;
    int surrogate_place = 0;
    ForEachSurrogate([&](auto surrogate_family) {
      using Surrogate = typename decltype(surrogate_family)::template Of<float>;
      if (surrogate_place++ != surrogate) return;
      found = RunScanGrad<Neuron, Surrogate>;
    });
  });
  return found;
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire
