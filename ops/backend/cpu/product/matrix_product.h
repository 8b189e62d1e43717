// C = A B + bias, f32, wherever the lines of A and B lie.
//
//   c[r,j] = bias[j] + sum over d of a[r,d] * b[d,j]
//   A [rows, depth], B [depth, columns], bias? [columns], C [rows, columns]
//
// By blocks of rows and columns, which stay in the second cache: parts of A and
// of B, a stretch of the depth at a time, are copied next to each other, B by
// panels that stay in the first cache while the block's rows go by.  Sums run
// in an order that follows from the sizes alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_PRODUCT_MATRIX_PRODUCT_H_
#define SYNFIRE_OPS_BACKEND_CPU_PRODUCT_MATRIX_PRODUCT_H_

#include <cstddef>
#include <cstdint>

#include "ops/backend/cpu/product/lines.h"
#include "ops/backend/cpu/product/product_loops.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {

// A matrix lies by its rows, or turned: by its columns.
struct Operand {
  bool turned;
  Lines lines;
};

class MatrixProduct {
 public:
  // Row r of C lies at c.At(r).
  MatrixProduct(int64_t rows, int64_t depth, int64_t columns, Operand a,
                Operand b, Lines c, const ProductLoops& loops);

  size_t scratch_bytes() const;
  // `bias` may be null.  One thread at a time.
  void Run(const float* a, const float* b, const float* bias, float* c,
           void* scratch) const;

  struct Range {
    int64_t first, end;

    int64_t size() const { return end - first; }
  };
  // Whether RunRows may be called: not where threads divide the depth.
  bool RunsByRows() const { return parts_ == 1; }
  // Some rows of C alone, the first one at `c`, on the calling thread; `slot`,
  // below NumThreads(), tells its part of the scratch.  The same numbers.
  void RunRows(Range rows, const float* a, const float* b, const float* bias,
               float* c, void* scratch, int64_t slot) const;

 private:
  struct Scratch {
    float *a, *b, *c, *line;  // a block's, of a thread
    float* parts;             // C once more for every part but the first
  };
  struct Arguments {
    const float *a, *b, *bias;
    float* c;
  };

  bool IsInPlace(const Operand& a) const;
  Range RowsOf(int64_t block) const;
  Range ColumnsOf(int64_t block) const;
  Range DepthOf(int64_t stretch) const;
  // Of a block and a stretch of the depth.
  int64_t most_rows() const { return DivideUp(rows_, row_blocks_); }
  int64_t most_depth() const { return DivideUp(depth_, stretches_); }
  int64_t most_columns() const;  // whole panels
  int64_t floats_of_a() const;
  int64_t floats_of_thread() const;
  Scratch ScratchOf(void* memory, int64_t thread) const;

  void RunBlock(const Arguments& args, int64_t part, Range rows, Range columns,
                const Scratch& scratch) const;
  // The block's rows of A in a stretch of the depth: what a ProductBlock needs.
  void CopyA(const float* a, Range rows, Range depth, float* copy,
             ProductBlock* block) const;
  // [panels, depth, panel], zeros for columns that there are not.
  void CopyB(const float* b, Range columns, Range depth,
             const Scratch& scratch) const;
  // `sums`: [panels, rows, panel].
  void Write(const float* sums, Range rows, Range columns, const float* bias,
             const Lines& lines, float* c) const;
  void AddParts(const float* parts, float* c) const;

  const int64_t rows_, depth_, columns_;
  const Operand a_, b_;
  const Lines c_, part_;
  const ProductLoops& loops_;
  int64_t row_blocks_;
  const bool a_in_place_;  // not copied
  int64_t column_blocks_;
  int64_t stretches_;  // of the depth
  int64_t parts_;      // that the depth is divided into, each with a C
  int64_t threads_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_PRODUCT_MATRIX_PRODUCT_H_
