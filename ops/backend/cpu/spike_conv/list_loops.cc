// Lists by masks: of rows, and of tiles channel by channel.
#include <immintrin.h>

#include <cstring>

#include "ops/backend/cpu/spike_conv/isa_loops.h"
#include "ops/backend/cpu/spike_conv/list_writer.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

// Pixels whose masks are turned at a time.
constexpr int kTurned = 32;
constexpr int64_t kWords = kMostTilePixels / kTurned;

// masks[k][i]: bit k of 32 bytes from 32 * i on.
SYNFIRE_HOST_DEVICE void Turn(const uint8_t* column, int64_t words,
                              uint32_t (*masks)[kWords]) {
  for (int64_t i = 0; i < words; ++i) {
    const auto* from = reinterpret_cast<const __m128i*>(column + i * kTurned);
#if defined(__AVX2__)
    __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    for (int k = 7; k >= 0; --k, bytes = _mm256_add_epi8(bytes, bytes)) {
      masks[k][i] = static_cast<uint32_t>(_mm256_movemask_epi8(bytes));
    }
#else
    __m128i low = _mm_loadu_si128(from), high = _mm_loadu_si128(from + 1);
    for (int k = 7; k >= 0; --k) {
      masks[k][i] = static_cast<uint32_t>(_mm_movemask_epi8(low) |
                                          _mm_movemask_epi8(high) << 16);
      low = _mm_add_epi8(low, low);
      high = _mm_add_epi8(high, high);
    }
#endif
  }
}

// A channel's list from its masks; returns its length.
SYNFIRE_HOST_DEVICE uint32_t ListChannel(const TilePixels& t,
                                         const uint32_t* masks, int64_t words,
                                         int64_t channel, uint32_t start) {
  uint32_t count = 0;
  if (t.values == nullptr) {
    uint16_t* const entries = t.entries + start;
    for (int64_t i = 0; i < words; ++i) {
      const uint16_t* const positions = t.positions + i * kTurned;
      count += ListPositions(masks[i] & 0xffff, positions, entries + count);
      count +=
          ListPositions(masks[i] >> 16, positions + kMaskBits, entries + count);
    }
    return count;
  }
  uint32_t pixels[kMostTilePixels + kListed];
  for (int64_t i = 0; i < words; ++i) {
    const auto first = static_cast<uint32_t>(i * kTurned);
    count += ListIndices(masks[i] & 0xffff, first, pixels + count);
    count += ListIndices(masks[i] >> 16, first + kMaskBits, pixels + count);
  }
  for (uint32_t i = 0; i < count; ++i) {
    const int64_t at = t.elements_at[pixels[i]] * t.channels + channel;
    t.entries[start + i] = t.positions[pixels[i]];
    t.values[start + i] =
        t.bytes != nullptr ? static_cast<float>(t.bytes[at]) : t.floats[at];
  }
  return count;
}

// first + c for each bit c of a word; returns how many.
template <class Word>
SYNFIRE_HOST_DEVICE uint32_t ListWord(const uint8_t* bits, uint32_t first,
                                      uint32_t* entries) {
  Word word;
  std::memcpy(&word, bits, sizeof word);
  if (kSkipEmpty && word == 0) return 0;
  uint32_t count = 0;
#pragma GCC unroll 4
  for (int i = 0; i < static_cast<int>(sizeof word) / 2; ++i) {
    count += ListIndices(static_cast<uint32_t>(word >> i * kMaskBits) & 0xffff,
                         first + i * kMaskBits, entries + count);
  }
  return count;
}

// Of a pixel, whose bits are so many bytes; kBytes: the same, or 0.
template <int kBytes>
SYNFIRE_HOST_DEVICE uint32_t ListPixel(const uint8_t* bits, int64_t bytes,
                                       uint32_t first, uint32_t* entries) {
  if (kBytes == 4) return ListWord<uint32_t>(bits, first, entries);
  if (kBytes == 8) return ListWord<uint64_t>(bits, first, entries);
  uint32_t count = 0;
  int64_t i = 0;
  for (; i + 8 <= bytes; i += 8, first += 64) {
    count += ListWord<uint64_t>(bits + i, first, entries + count);
  }
  for (; i + 4 <= bytes; i += 4, first += 32) {
    count += ListWord<uint32_t>(bits + i, first, entries + count);
  }
  for (; i < bytes; ++i, first += 8) {
    count += ListIndices(bits[i], first, entries + count);
  }
  return count;
}

template <int kBytes>
void ListRows(RowsOfBits rows, int64_t width, int64_t channels,
              uint32_t* entries, uint32_t* starts) {
  const int64_t bytes = kBytes > 0 ? kBytes : (channels + 7) / 8;
  // The rows that are there, and what their entries begin with.
  const uint8_t* bits[kMostRowsOfTaps];
  uint32_t first[kMostRowsOfTaps];
  int64_t there = 0;
  for (int64_t row = 0; row < rows.count; ++row) {
    if (rows.rows[row] == nullptr) continue;
    bits[there] = rows.rows[row];
    first[there++] = static_cast<uint32_t>(row) * rows.step;
  }
  uint32_t count = 0;
  for (int64_t w = 0; w < width; ++w) {
    starts[w] = count;
    const auto column = static_cast<uint32_t>(w * channels);
    for (int64_t i = 0; i < there; ++i) {
      count += ListPixel<kBytes>(bits[i] + w * bytes, bytes, first[i] + column,
                                 entries + count);
    }
  }
  starts[width] = count;
}

}  // namespace

void ListRows(const RowsOfBits& rows, int64_t width, int64_t channels,
              uint32_t* entries, uint32_t* starts) {
  const auto list = channels == 32   ? ListRows<4>
                    : channels == 64 ? ListRows<8>
                                     : ListRows<0>;
  list(rows, width, channels, entries, starts);
}

void ListTile(const TilePixels& t) {
  uint8_t column[kMostTilePixels];
  uint32_t masks[8][kWords];
  const int64_t words = (t.pixels + kTurned - 1) / kTurned;
  const int64_t bytes = (t.channels + 7) / 8;
  std::memset(column, 0, sizeof column);
  for (int64_t c = 0; c < t.channels; c += 8) {
    const uint8_t* const bits = t.bits + c / 8;
    for (int64_t p = 0; p < t.pixels; ++p) {
      column[p] = bits[t.bits_at[p] * bytes];
    }
    Turn(column, words, masks);
    for (int64_t k = 0; k < 8 && c + k < t.channels; ++k) {
      const uint32_t start = t.starts[c + k];
      t.starts[c + k + 1] =
          start + ListChannel(t, masks[k], words, c + k, start);
    }
  }
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire
