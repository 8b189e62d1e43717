// Stored bytes as numbers.
#ifndef SYNFIRE_DATA_UNIT_RANGE_H_
#define SYNFIRE_DATA_UNIT_RANGE_H_

#include <array>

namespace synfire {

// value / 255 for each u8, rounded once.
inline const std::array<float, 256>& UnitRange() {
  static const std::array<float, 256> table = [] {
    std::array<float, 256> values;
    for (int value = 0; value < 256; ++value) values[value] = value / 255.0f;
    return values;
  }();
  return table;
}

}  // namespace synfire

#endif  // SYNFIRE_DATA_UNIT_RANGE_H_
