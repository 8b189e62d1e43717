// Square blocks of floats, turned over their diagonal in registers.
// Included by sources of cc_isa_library alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_TRANSPOSE_H_
#define SYNFIRE_OPS_BACKEND_CPU_TRANSPOSE_H_

#include "core/simd.h"

namespace synfire {
namespace SYNFIRE_ISA {

// Rows and columns of a block: a vector, of AVX-512 half of one.
constexpr int kBlockSide = kFloatLanes < 8 ? kFloatLanes : 8;
using BlockRow = Vec<float, kBlockSide>;

namespace internal {

// Two vectors into two, `low` and `high`, by lanes of the pair (a, b).
using LaneIndices = typename VecMask<float, kBlockSide>::Native;
SYNFIRE_HOST_DEVICE void Exchange(LaneIndices low, LaneIndices high,
                                  BlockRow* a, BlockRow* b) {
  const BlockRow::Native first = a->lanes;
  a->lanes = __builtin_shuffle(first, b->lanes, low);
  b->lanes = __builtin_shuffle(first, b->lanes, high);
}

}  // namespace internal

// r[i] becomes column i.
SYNFIRE_HOST_DEVICE void Transpose(BlockRow* r) {
  // Exchanges single floats between neighbouring rows, then pairs between
  // pairs of rows, then fours.  Each leaves what it made in the order of the
  // shuffles that all instruction sets have: kColumn says where it belongs.
#if defined(__AVX__)
  using Indices = internal::LaneIndices;
#pragma GCC unroll 4
  for (int i = 0; i < 8; i += 2) {
    internal::Exchange(Indices{0, 8, 1, 9, 4, 12, 5, 13},
                       Indices{2, 10, 3, 11, 6, 14, 7, 15}, &r[i], &r[i + 1]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 8; i += 4) {
    for (int k = 0; k < 2; ++k) {
      internal::Exchange(Indices{0, 1, 8, 9, 4, 5, 12, 13},
                         Indices{2, 3, 10, 11, 6, 7, 14, 15}, &r[i + k],
                         &r[i + k + 2]);
    }
  }
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i) {
    internal::Exchange(Indices{0, 1, 2, 3, 8, 9, 10, 11},
                       Indices{4, 5, 6, 7, 12, 13, 14, 15}, &r[i], &r[i + 4]);
  }
  constexpr int kColumn[] = {0, 2, 1, 3, 4, 6, 5, 7};
#else
  using Indices = internal::LaneIndices;
#pragma GCC unroll 2
  for (int i = 0; i < 4; i += 2) {
    internal::Exchange(Indices{0, 4, 1, 5}, Indices{2, 6, 3, 7}, &r[i],
                       &r[i + 1]);
  }
#pragma GCC unroll 2
  for (int i = 0; i < 2; ++i) {
    internal::Exchange(Indices{0, 1, 4, 5}, Indices{2, 3, 6, 7}, &r[i],
                       &r[i + 2]);
  }
  constexpr int kColumn[] = {0, 2, 1, 3};
#endif
  BlockRow columns[kBlockSide];
#pragma GCC unroll 8
  for (int i = 0; i < kBlockSide; ++i) columns[kColumn[i]] = r[i];
#pragma GCC unroll 8
  for (int i = 0; i < kBlockSide; ++i) r[i] = columns[i];
}

// to[j * to_step + i] = from[i * from_step + j]
SYNFIRE_HOST_DEVICE void TransposeBlock(const float* from, int64_t from_step,
                                        float* to, int64_t to_step) {
  BlockRow r[kBlockSide];
#pragma GCC unroll 8
  for (int i = 0; i < kBlockSide; ++i) {
    r[i] = BlockRow::Load(from + i * from_step);
  }
  Transpose(r);
#pragma GCC unroll 8
  for (int i = 0; i < kBlockSide; ++i) r[i].Store(to + i * to_step);
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_TRANSPOSE_H_
