#include "tools/bench/machine_peak.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "core/buffer.h"
#include "core/parallel.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/peak_loops/peak_loops.h"
#include "ops/backend/onednn/bf16_speed.h"
#include "tools/bench/caches.h"

namespace synfire {
namespace {

// Of each measurement; the passes over main memory are long.
constexpr double kSeconds = 0.02, kMemorySeconds = 0.06;
constexpr int64_t kMiB = 1 << 20;
constexpr int64_t kUnit = 1024;  // PeakLoops

double Now() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// body(thread), which does `amount` of work, again and again on all threads at
// once; the sum of each one's best rate: a thread that loses its processor for
// a while to another program does not spoil the figure.  Only what is over
// before the common end counts, when no thread has the memory to itself yet.
template <typename Body>
double BestRates(double amount, double seconds, Body&& body) {
  const int threads = NumThreads();
  std::vector<double> rates(threads);
  const double end = Now() + seconds;
  ParallelFor(threads, 1, [&](int64_t begin, int64_t stop) {
    for (int64_t i = begin; i < stop; ++i) {
      body(i);  // page faults, clock ramp, filling of caches
      for (double start = Now(), now = 0; rates[i] == 0 || now < end;
           start = now) {
        body(i);
        now = Now();
        if (rates[i] != 0 && now > end) break;
        rates[i] = std::max(rates[i], amount / (now - start));
      }
    }
  });
  return std::accumulate(rates.begin(), rates.end(), 0.0);
}

const PeakLoops& WidestLoops() {
  return ForIsa(WidestIsa(), portable::kPeakLoops, avx2::kPeakLoops,
                avx512::kPeakLoops);
}

class Meter {
 public:
  // Arrays of up to `most` bytes a thread.
  Meter(const PeakLoops& loops, char* memory, int64_t most)
      : loops_(loops), memory_(memory), most_(most) {}

  double MultiplyAdds() {
    constexpr int64_t kRounds = 50'000;
    return BestRates(kRounds * loops_.flops_a_round, kSeconds, [&](int64_t) {
      Use(static_cast<int32_t>(loops_.multiply_add(kRounds)));
    });
  }

  // Each thread on `bytes` of its own, again and again.
  MemoryLevel Measure(std::string name, int64_t bytes, double seconds,
                      bool stream) {
    // An odd number of units, so that what is read and what is written at the
    // same time do not differ by a multiple of a page.
    const int64_t half = ((std::min(bytes, most_) / kUnit - 2) / 2 | 1) * kUnit;
    // A small array many times for one look at the clock.
    const int64_t times = std::max<int64_t>(1, kMiB / half);
    const auto rate = [&](auto&& pass) {
      const auto passes = [&](int64_t thread) {
        int32_t result = 0;
        for (int64_t i = 0; i < times; ++i) {
          result ^= pass(memory_ + thread * most_);
        }
        Use(result);
      };
      return BestRates(2.0 * half * times, seconds, passes);
    };
    MemoryLevel level;
    level.name = std::move(name);
    level.read = rate([&](char* a) { return loops_.read(a, 2 * half); });
    level.copy = rate([&](char* a) {
      loops_.copy(a, a + half, half);
      return 0;
    });
    if (stream) {
      level.stream = rate([&](char* a) {
        loops_.stream(a, a + half, half);
        return 0;
      });
    }
    return level;
  }

 private:
  // What is used must be computed.
  void Use(int32_t result) {
    sink_.fetch_xor(result, std::memory_order_relaxed);
  }

  const PeakLoops& loops_;
  char* const memory_;
  const int64_t most_;
  std::atomic<int32_t> sink_{0};
};

}  // namespace

double MemoryLevel::Bound(double read_bytes, double written_bytes) const {
  const double both = std::min(read_bytes, written_bytes);
  const double best_copy = std::max(copy, stream);
  const double rest = read_bytes + written_bytes - 2 * both;
  return 2 * both / best_copy + rest / std::max(read, best_copy);
}

const MemoryLevel& MachinePeak::LevelOf(double bytes) const {
  for (const MemoryLevel& level : levels) {
    if (bytes <= level.capacity) return level;
  }
  return memory();
}

double SecondsToCompute(const Work& work, const MachinePeak& peak) {
  const double bf16 = peak.bf16_flops_per_second > 0
                          ? peak.bf16_flops_per_second
                          : peak.flops_per_second;
  return (work.flops - work.bf16_flops) / peak.flops_per_second +
         work.bf16_flops / bf16;
}

Bound BoundOf(const Work& work, const MachinePeak& peak) {
  const double compute = SecondsToCompute(work, peak);
  const MemoryLevel& level = peak.LevelOf(work.bytes());
  const double move = level.Bound(work.read, work.written);
  if (compute <= move) return {move, level.name};
  const bool bf16 = work.bf16_flops > 0 && peak.bf16_flops_per_second > 0;
  return {compute, bf16 ? "bf16" : "FMA"};
}

MachinePeak DescribedPeak(double flops, double bytes) {
  MemoryLevel memory;
  memory.name = "memory";
  memory.read = memory.copy = bytes;
  return {flops, {memory}, flops};
}

absl::StatusOr<MachinePeak> MeasureMachinePeak() {
  const int threads = NumThreads();
  const std::vector<Cache> caches = DataCaches();
  const int64_t last = caches.empty() ? 0 : caches.back().bytes;
  const int64_t size = std::max(128 * kMiB, 4 * last);
  const int64_t most = size / threads / kUnit * kUnit;
  SYNFIRE_ASSIGN_OR_RETURN(const Buffer buffer, Buffer::Allocate(size));
  char* const memory = buffer.as<char>();
  // What nobody wrote is no memory yet.
  ParallelFor(size, kMiB, [&](int64_t begin, int64_t end) {
    std::fill(memory + begin, memory + end, 1);
  });
  Meter meter(WidestLoops(), memory, most);
  MachinePeak peak;
  peak.flops_per_second = meter.MultiplyAdds();
  peak.bf16_flops_per_second = OneDnnBf16FlopsPerSecond(kSeconds);
  for (const Cache& cache : caches) {
    // Threads fill one instance after the other.
    const int instances = (threads + cache.processors - 1) / cache.processors;
    const int sharers = std::min(threads, cache.processors);
    peak.levels.push_back(meter.Measure(absl::StrCat("L", cache.level),
                                        cache.bytes * 3 / 4 / sharers,
                                        sharers > 1,
                                        /*stream=*/false));
    peak.levels.back().capacity = static_cast<double>(cache.bytes) * instances;
  }
  peak.levels.push_back(
      meter.Measure("memory", most, kMemorySeconds, /*stream=*/true));
  return peak;
}

}  // namespace synfire
