// Compiled with -ffp-contract=fast: here a contracted multiply-add is the
// point.
#include "tools/bench/machine_peak.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <vector>

#include "core/parallel.h"

namespace synfire {
namespace {

constexpr double kSeconds = 0.3;

double Now() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// The best rate of body(), which does `amount` of work, in kSeconds.
template <typename Body>
double BestRate(double amount, Body&& body) {
  body();  // page faults, clock ramp
  double best = 0;
  const double end = Now() + kSeconds;
  for (double start = Now(); start < end; start = Now()) {
    body();
    best = std::max(best, amount / (Now() - start));
  }
  return best;
}

constexpr int64_t kRounds = 100'000;
// Independent chains: more than latency times issue width of any FMA unit, few
// enough for registers.
constexpr int kChains = 12;

typedef float Float4 __attribute__((vector_size(16)));
typedef float Float8 __attribute__((vector_size(32)));
typedef float Float16 __attribute__((vector_size(64)));

// kChains vectors, each multiplied and added to kRounds times.
template <typename Vector>
__attribute__((always_inline)) inline float MultiplyAdd() {
  Vector chain[kChains];
  for (int c = 0; c < kChains; ++c) chain[c] = Vector{} + 1e-3f * (c + 1);
  const Vector scale = Vector{} + 0.999f, shift = Vector{} + 1e-3f;
  for (int64_t round = 0; round < kRounds; ++round) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; ++c) chain[c] = chain[c] * scale + shift;
  }
  Vector sum{};
  for (int c = 0; c < kChains; ++c) sum += chain[c];
  return sum[0];
}

struct Variant {
  float (*run)();
  int lanes;
};

float Run4() { return MultiplyAdd<Float4>(); }

#if defined(__x86_64__)
__attribute__((target("avx512f"))) float Run16() {
  return MultiplyAdd<Float16>();
}
__attribute__((target("avx2,fma"))) float Run8() {
  return MultiplyAdd<Float8>();
}

Variant Widest() {
  if (__builtin_cpu_supports("avx512f")) return {Run16, 16};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    return {Run8, 8};
  }
  return {Run4, 4};
}
#else
Variant Widest() { return {Run4, 4}; }
#endif

// Each thread's best rate, summed: a thread that loses its processor for a
// while to another program does not spoil the figure.
double MeasureFlops() {
  const Variant variant = Widest();
  const int threads = NumThreads();
  std::vector<double> rates(threads);
  std::vector<float> results(threads);
  ParallelFor(threads, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      rates[i] = BestRate(2.0 * kRounds * kChains * variant.lanes,
                          [&] { results[i] = variant.run(); });
    }
  });
  return std::accumulate(rates.begin(), rates.end(), 0.0);
}

double MeasureBytes() {
  constexpr int64_t kBytes = int64_t{128} << 20;
  constexpr int64_t kGrain = int64_t{1} << 20;
  std::vector<char> from(kBytes, 1), to(kBytes);
  return BestRate(2.0 * kBytes, [&] {
    ParallelFor(kBytes, kGrain, [&](int64_t begin, int64_t end) {
      std::memcpy(to.data() + begin, from.data() + begin, end - begin);
    });
  });
}

}  // namespace

MachinePeak MeasureMachinePeak() { return {MeasureFlops(), MeasureBytes()}; }

}  // namespace synfire
