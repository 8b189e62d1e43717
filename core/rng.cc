#include "core/rng.h"

namespace synfire {

uint64_t HashOfPurpose(absl::string_view purpose) {
  uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a
  for (unsigned char c : purpose) hash = (hash ^ c) * 0x100000001B3u;
  return hash;
}

RandomKey MakeRandomKey(uint64_t seed, absl::string_view purpose) {
  return MixRandomKey(seed, HashOfPurpose(purpose));
}

uint32_t UniformInt(RandomKey key, uint64_t step, uint64_t index,
                    uint32_t bound) {
  const uint64_t word = Philox(key, step, index).word[0];
  return static_cast<uint32_t>(word * bound >> 32);
}

}  // namespace synfire
