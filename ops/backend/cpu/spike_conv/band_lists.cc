#include "ops/backend/cpu/spike_conv/band_lists.h"

#include <algorithm>

#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

// Pixels of a band: enough of them share the weights in the first cache, few
// enough that their sums stay in the second.
constexpr int64_t kBandPixels = 256;

}  // namespace

BandLists::BandLists(const Conv2dSizes& sizes, const PackedInput& x,
                     bool together, const SpikeLoops& loops)
    : sizes_(sizes), loops_(loops), masks_(x, sizes.in_channels, loops) {
  const int64_t rows = sizes.rows * sizes.output[kHeight];
  band_rows_ = std::min(rows, DivideUp(kBandPixels, sizes.output[kWidth]));
  bands_ = DivideUp(rows, band_rows_);
  // Images repeat themselves.
  for (int64_t row = 0; row < sizes.output[kHeight]; ++row) {
    const Band band = BandFrom(row, rows);
    most_rows_ = std::max(most_rows_, band.last_input - band.first_input);
  }
  if (together) most_rows_ = std::max(most_rows_, band_rows_ * taps());
}

BandLists::Band BandLists::BandOf(int64_t i) const {
  return BandFrom(i * band_rows_, sizes_.rows * sizes_.output[kHeight]);
}

BandLists::Band BandLists::BandFrom(int64_t row, int64_t end) const {
  const Conv2dSizes& s = sizes_;
  Band band;
  band.begin = row;
  band.end = std::min(row + band_rows_, end);
  const auto input_row = [&](int64_t output_row, int64_t tap) {
    const Source from = SourceOf(output_row, tap);
    return from.image * s.input[kHeight] +
           std::clamp<int64_t>(from.row, 0, s.input[kHeight] - 1);
  };
  band.first_input = input_row(band.begin, 0);
  band.last_input = input_row(band.end - 1, taps() - 1) + 1;
  return band;
}

BandLists::Source BandLists::SourceOf(int64_t output_row, int64_t tap) const {
  const int64_t height = sizes_.output[kHeight];
  return {output_row / height,
          sizes_.window.Source(kHeight, output_row % height, tap)};
}

int64_t BandLists::SourceRow(int64_t output_row, int64_t tap) const {
  const int64_t height = sizes_.input[kHeight];
  const Source from = SourceOf(output_row, tap);
  return from.row < 0 || from.row >= height ? -1
                                            : from.image * height + from.row;
}

int64_t BandLists::bytes() const {
  return 2 * Aligned(entries() * 4) + starts_bytes() +
         masks_.BufferBytes(columns() * taps());
}

BandLists::Lists BandLists::ListsIn(char* memory) const {
  const int64_t bytes = Aligned(entries() * 4);
  char* const starts = memory + 2 * bytes;
  return {reinterpret_cast<uint32_t*>(memory),
          reinterpret_cast<float*>(memory + bytes),
          reinterpret_cast<uint32_t*>(starts),
          reinterpret_cast<uint8_t*>(starts + starts_bytes())};
}

void BandLists::List(const Band& band, const void* x, bool spikes,
                     char* memory) const {
  const Lists lists = ListsIn(memory);
  for (int64_t row = band.first_input; row < band.last_input; ++row) {
    const int64_t slot = row - band.first_input;
    uint32_t* const entries = lists.entries + slot * row_size();
    uint32_t* const starts = lists.starts + slot * (columns() + 1);
    const uint8_t* const bits =
        masks_.Read(x, row * row_size(), columns(), lists.bits);
    loops_.list_rows({&bits, 1, 0}, columns(), sizes_.in_channels, entries,
                     starts);
    if (spikes) continue;
    masks_.Take(x, row * row_size(), entries, starts[columns()],
                lists.values + slot * row_size());
  }
}

SpikeRow BandLists::Row(const Band& band, int64_t row, bool spikes,
                        char* memory) const {
  const Lists lists = ListsIn(memory);
  const int64_t slot = row - band.first_input;
  return {lists.entries + slot * row_size(),
          spikes ? nullptr : lists.values + slot * row_size(),
          lists.starts + slot * (columns() + 1)};
}

void BandLists::ListTogether(const Band& band, const void* x,
                             char* memory) const {
  const int64_t channels = sizes_.in_channels;
  const Lists lists = ListsIn(memory);
  const auto step =
      static_cast<uint32_t>(sizes_.window.kernel[kWidth] * channels);
  for (int64_t row = band.begin; row < band.end; ++row) {
    const int64_t slot = row - band.begin;
    const uint8_t* bits[kMostRowsOfTaps];
    for (int64_t tap = 0; tap < taps(); ++tap) {
      const int64_t from = SourceRow(row, tap);
      uint8_t* const buffer =
          lists.bits + tap * columns() * MaskBytes(channels);
      bits[tap] = from < 0
                      ? nullptr
                      : masks_.Read(x, from * row_size(), columns(), buffer);
    }
    loops_.list_rows({bits, taps(), step}, columns(), channels,
                     lists.entries + slot * taps() * row_size(),
                     lists.starts + slot * (columns() + 1));
  }
}

SpikeRow BandLists::RowsOfOutput(const Band& band, int64_t row,
                                 char* memory) const {
  const Lists lists = ListsIn(memory);
  const int64_t slot = row - band.begin;
  return {lists.entries + slot * taps() * row_size(), nullptr,
          lists.starts + slot * (columns() + 1)};
}

}  // namespace synfire
