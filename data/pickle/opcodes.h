// The opcodes of pickles, protocols 2 to 5, and their values in a file.
#ifndef SYNFIRE_DATA_PICKLE_OPCODES_H_
#define SYNFIRE_DATA_PICKLE_OPCODES_H_

#include <cstdint>

namespace synfire {

// What follows the opcode is in brackets; sizes are in bytes.
enum PickleOpcode : uint8_t {
  kProto = 0x80,  // [u8]
  kFrame = 0x95,  // [u64 length of what follows]
  kStop = '.',

  kNoneValue = 'N',
  kTrue = 0x88,
  kFalse = 0x89,
  kBinInt = 'J',            // [i32]
  kBinInt1 = 'K',           // [u8]
  kBinInt2 = 'M',           // [u16]
  kLong1 = 0x8A,            // [u8 n, n bytes, two's complement]
  kLong4 = 0x8B,            // [i32 n, n bytes]
  kBinFloat = 'G',          // [f64, big-endian]
  kShortBinString = 'U',    // [u8 n, n bytes]
  kBinString = 'T',         // [i32 n, n bytes]
  kShortBinUnicode = 0x8C,  // [u8 n, n bytes]
  kBinUnicode = 'X',        // [u32 n, n bytes]
  kBinUnicode8 = 0x8D,      // [u64 n, n bytes]
  kShortBinBytes = 'C',     // [u8 n, n bytes]
  kBinBytes = 'B',          // [u32 n, n bytes]
  kBinBytes8 = 0x8E,        // [u64 n, n bytes]
  kByteArray8 = 0x96,       // [u64 n, n bytes]

  kMark = '(',
  kPop = '0',
  kPopMark = '1',
  kDup = '2',

  kEmptyTuple = ')',
  kTuple = 't',    // of all above the mark
  kTuple1 = 0x85,  // of one, two, three
  kTuple2 = 0x86,
  kTuple3 = 0x87,
  kEmptyList = ']',
  kAppend = 'a',
  kAppends = 'e',  // all above the mark
  kEmptyDict = '}',
  kSetItem = 's',
  kSetItems = 'u',  // all above the mark
  kEmptySet = 0x8F,
  kAddItems = 0x90,   // all above the mark
  kFrozenSet = 0x91,  // of all above the mark

  kBinPut = 'q',      // [u8 place]
  kLongBinPut = 'r',  // [u32 place]
  kMemoize = 0x94,    // in the next place
  kBinGet = 'h',      // [u8 place]
  kLongBinGet = 'j',  // [u32 place]

  kGlobal = 'c',        // [module '\n' name '\n']
  kStackGlobal = 0x93,  // module, name
  kReduce = 'R',        // callee, arguments
  kNewObject = 0x81,    // class, arguments
  kNewObjectEx = 0x92,  // class, arguments, named arguments
  kBuild = 'b',         // object, state
  kBinPersistent = 'Q',
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_PICKLE_OPCODES_H_
