// Counter-based random numbers: a pure function of (seed, purpose, step,
// index), so any element of any draw can be made alone, in any order, on any
// thread, and a resumed run draws what the uninterrupted one would have.
//
// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
// SC 2011).
#ifndef SYNFIRE_CORE_RNG_H_
#define SYNFIRE_CORE_RNG_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "core/host_device.h"

namespace synfire {

struct RandomKey {
  uint32_t k0, k1;
};

// A stream of its own for each (seed, purpose); `purpose` names the use, such
// as "init/layer1.0.conv1.weight", "shuffle", "dropout/drop1".
RandomKey MakeRandomKey(uint64_t seed, absl::string_view purpose);

// The same in two parts, for a device that knows the seed alone:
// MixRandomKey(seed, HashOfPurpose(purpose)).
uint64_t HashOfPurpose(absl::string_view purpose);
SYNFIRE_HOST_DEVICE RandomKey MixRandomKey(uint64_t seed,
                                           uint64_t purpose_hash) {
  // splitmix64's finaliser mixes the two so that near seeds are far apart.
  uint64_t z = seed + 0x9E3779B97F4A7C15u * (purpose_hash | 1);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  z ^= (z >> 31) ^ purpose_hash;
  return {static_cast<uint32_t>(z), static_cast<uint32_t>(z >> 32)};
}

struct RandomWords {
  uint32_t word[4];
};

SYNFIRE_HOST_DEVICE RandomWords Philox(RandomKey key, uint64_t step,
                                       uint64_t index) {
  uint32_t c0 = static_cast<uint32_t>(index);
  uint32_t c1 = static_cast<uint32_t>(index >> 32);
  uint32_t c2 = static_cast<uint32_t>(step);
  uint32_t c3 = static_cast<uint32_t>(step >> 32);
  for (int round = 0; round < 10; ++round) {
    const uint64_t p0 = uint64_t{0xD2511F53u} * c0;
    const uint64_t p1 = uint64_t{0xCD9E8D57u} * c2;
    c0 = static_cast<uint32_t>(p1 >> 32) ^ c1 ^ key.k0;
    c1 = static_cast<uint32_t>(p1);
    c2 = static_cast<uint32_t>(p0 >> 32) ^ c3 ^ key.k1;
    c3 = static_cast<uint32_t>(p0);
    key.k0 += 0x9E3779B9u;
    key.k1 += 0xBB67AE85u;
  }
  return {{c0, c1, c2, c3}};
}

// A word as a number in [0, 1), by its upper 24 bits.
SYNFIRE_HOST_DEVICE float UniformOfWord(uint32_t word) {
  return static_cast<float>(word >> 8) * 0x1p-24f;
}

// Element `index` of draw `step`, uniform in [0, 1) with 24 bits: four
// neighbours share one Philox.
SYNFIRE_HOST_DEVICE float Uniform(RandomKey key, uint64_t step,
                                  uint64_t index) {
  return UniformOfWord(Philox(key, step, index / 4).word[index % 4]);
}

// Standard normal by Box-Muller; one pair of words an element.
float Normal(RandomKey key, uint64_t step, uint64_t index);

// out[i] = Normal(key, step, first + i) for i < count, several times faster.
void Normals(RandomKey key, uint64_t step, uint64_t first, int64_t count,
             float* out);

// Uniform integer in [0, bound), unbiased to 2^-32.  REQUIRES: bound > 0.
uint32_t UniformInt(RandomKey key, uint64_t step, uint64_t index,
                    uint32_t bound);

}  // namespace synfire

#endif  // SYNFIRE_CORE_RNG_H_
