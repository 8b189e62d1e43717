#include "core/rng.h"

namespace synfire {

RandomKey MakeRandomKey(uint64_t seed, absl::string_view purpose) {
  uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a
  for (unsigned char c : purpose) hash = (hash ^ c) * 0x100000001B3u;
  // splitmix64's finaliser mixes the two so that near seeds are far apart.
  uint64_t z = seed + 0x9E3779B97F4A7C15u * (hash | 1);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  z ^= (z >> 31) ^ hash;
  return {static_cast<uint32_t>(z), static_cast<uint32_t>(z >> 32)};
}

uint32_t UniformInt(RandomKey key, uint64_t step, uint64_t index,
                    uint32_t bound) {
  const uint64_t word = Philox(key, step, index).word[0];
  return static_cast<uint32_t>(word * bound >> 32);
}

}  // namespace synfire
