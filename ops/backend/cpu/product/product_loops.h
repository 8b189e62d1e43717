// The inner loops of matrix products, over plain arrays, compiled for each
// instruction set.  All run on the calling thread; arrays do not overlap.
#ifndef SYNFIRE_OPS_BACKEND_CPU_PRODUCT_PRODUCT_LOOPS_H_
#define SYNFIRE_OPS_BACKEND_CPU_PRODUCT_PRODUCT_LOOPS_H_

#include <cstdint>

namespace synfire {

// m[r,j] = sum over d of v[r,d] * u[d,j], added to what m held if `add`.
struct ProductBlock {
  const float* v;  // v[r,d] is v[r * row + d * step]; one of the two is 1
  int64_t row, step;
  int64_t rows, depth;
  const float* u;  // [depth, panel]
  bool add;
  float* m;  // [rows, panel], a row each `m_row` floats
  int64_t m_row;
};

// u[d,j] = from[j * step + d], and zeros from column `columns` on.
struct TurnedPanel {
  const float* from;
  int64_t step;
  int64_t depth, columns;
  float* u;  // [depth, panel]
};

// The weights of an output tap by tap: weights[c * taps + k] is by_tap[k][c].
struct WeightTaps {
  float* const* by_tap;
  int64_t channels, taps;
};

// A line of `columns` floats and the same line by panels, `step` floats from
// one panel's to the next's.
struct PanelLine {
  const float* from;
  float* to;
  int64_t columns, step;
};

struct ProductLoops {
  int64_t panel;  // columns that a product makes at a time
  void (*multiply)(const ProductBlock& block);
  void (*turn_panel)(const TurnedPanel& panel);
  void (*split_taps)(const WeightTaps& to, const float* weights);
  void (*join_taps)(const WeightTaps& from, float* weights);
  // A line to panels, with zeros behind the last column.
  void (*to_panels)(const PanelLine& line);
  // A line from panels; `bias` [columns] is added, and may be null.
  void (*from_panels)(const PanelLine& line, const float* bias);
};

namespace portable {
extern const ProductLoops kProductLoops;
}
namespace avx2 {
extern const ProductLoops kProductLoops;
}
namespace avx512 {
extern const ProductLoops kProductLoops;
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_PRODUCT_PRODUCT_LOOPS_H_
