// Integers as they lie in a file.
#ifndef SYNFIRE_DATA_BYTE_ORDER_H_
#define SYNFIRE_DATA_BYTE_ORDER_H_

#include <cstddef>
#include <cstdint>

namespace synfire {

// An unsigned integer of sizeof(Word) bytes, the most significant first.
template <typename Word>
Word LoadBigEndian(const uint8_t* bytes) {
  Word word = 0;
  for (size_t i = 0; i < sizeof(Word); ++i) {
    word = static_cast<Word>(static_cast<uint64_t>(word) << 8 | bytes[i]);
  }
  return word;
}

// The least significant first.
template <typename Word>
Word LoadLittleEndian(const uint8_t* bytes) {
  Word word = 0;
  for (size_t i = sizeof(Word); i-- > 0;) {
    word = static_cast<Word>(static_cast<uint64_t>(word) << 8 | bytes[i]);
  }
  return word;
}

}  // namespace synfire

#endif  // SYNFIRE_DATA_BYTE_ORDER_H_
