#include "ops/backend/cpu/product/matrix_product.h"

#include <algorithm>
#include <utility>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

// What a block reads, copies and sums stays in the second cache: on AVX2, of A
// 221 KiB, of B 98 and of C 147 for a stretch of a long depth.  A depth that
// needs no second stretch may be longer: C is then not added to.
constexpr int64_t kMostRows = 288;
constexpr int64_t kPanels = 8;  // of a block of columns
constexpr int64_t kStretch = 192;
constexpr int64_t kMostDepth = 256;  // of a stretch
// Between the copied rows of A, lest they lie a multiple of a page apart.
constexpr int64_t kPad = 16;
// Rows of A at a multiple of this fall into the same few places of a cache.
constexpr int64_t kPage = 4096;
// A column of A that is not longer lies close enough to the next.
constexpr int64_t kCloseFloats = 16;
// Blocks, at least, for threads to share; else the depth is divided too.
constexpr int64_t kLeastBlocks = 8;

}  // namespace

MatrixProduct::MatrixProduct(int64_t rows, int64_t depth, int64_t columns,
                             Operand a, Operand b, Lines c,
                             const ProductLoops& loops)
    : rows_(rows),
      depth_(depth),
      columns_(columns),
      a_(std::move(a)),
      b_(std::move(b)),
      c_(std::move(c)),
      part_(Lines::Rows(columns)),
      loops_(loops),
      row_blocks_(DivideUp(rows, kMostRows)),
      a_in_place_(IsInPlace(a_)),
      column_blocks_(DivideUp(columns, kPanels * loops.panel)),
      stretches_(depth <= kMostDepth ? 1 : DivideUp(depth, kStretch)),
      parts_(c_.dense() ? std::min(DivideUp(kLeastBlocks,
                                            row_blocks_ * column_blocks_),
                                   stretches_)
                        : 1),
      threads_(NumThreads()) {}

// What lies close together need not be copied.
bool MatrixProduct::IsInPlace(const Operand& a) const {
  if (!a.lines.dense()) return false;
  return a.turned ? a.lines.length() <= kCloseFloats
                  : a.lines.length() * sizeof(float) % kPage != 0;
}

MatrixProduct::Range MatrixProduct::RowsOf(int64_t block) const {
  return {rows_ * block / row_blocks_, rows_ * (block + 1) / row_blocks_};
}
MatrixProduct::Range MatrixProduct::ColumnsOf(int64_t block) const {
  const int64_t size = kPanels * loops_.panel;
  return {block * size, std::min((block + 1) * size, columns_)};
}
MatrixProduct::Range MatrixProduct::DepthOf(int64_t stretch) const {
  return {depth_ * stretch / stretches_, depth_ * (stretch + 1) / stretches_};
}

int64_t MatrixProduct::most_columns() const {
  return std::min(kPanels, DivideUp(columns_, loops_.panel)) * loops_.panel;
}

int64_t MatrixProduct::floats_of_a() const {
  return (most_rows() + kPad) * (most_depth() + kPad);
}

int64_t MatrixProduct::floats_of_thread() const {
  return floats_of_a() + (most_depth() + most_rows() + 1) * most_columns();
}

size_t MatrixProduct::scratch_bytes() const {
  return sizeof(float) * static_cast<size_t>(threads_ * floats_of_thread() +
                                             (parts_ - 1) * rows_ * columns_);
}

MatrixProduct::Scratch MatrixProduct::ScratchOf(void* memory,
                                                int64_t thread) const {
  float* const all = static_cast<float*>(memory);
  float* const own = all + thread * floats_of_thread();
  float* const b = own + floats_of_a();
  float* const c = b + most_depth() * most_columns();
  return {own, b, c, c + most_rows() * most_columns(),
          all + threads_ * floats_of_thread()};
}

void MatrixProduct::CopyA(const float* a, Range rows, Range depth, float* copy,
                          ProductBlock* block) const {
  block->v = copy;
  block->rows = rows.size();
  block->depth = depth.size();
  if (a_in_place_) {
    const int64_t length = a_.lines.length();
    block->row = a_.turned ? 1 : length;
    block->step = a_.turned ? length : 1;
    block->v = a + rows.first * block->row + depth.first * block->step;
    return;
  }
  const Range lines = a_.turned ? depth : rows;
  const Range along = a_.turned ? rows : depth;
  const int64_t step = a_.turned ? along.size() : along.size() + kPad;
  block->row = a_.turned ? 1 : step;
  block->step = a_.turned ? step : 1;
  for (int64_t i = lines.first; i < lines.end; ++i, copy += step) {
    a_.lines.Copy(a, i, along.first, along.size(), copy);
  }
}

void MatrixProduct::CopyB(const float* b, Range columns, Range depth,
                          const Scratch& scratch) const {
  const int64_t panel = loops_.panel;
  for (int64_t j = columns.first; b_.turned && j < columns.end; j += panel) {
    loops_.turn_panel({b + b_.lines.At(j) + depth.first, b_.lines.length(),
                       depth.size(), std::min(panel, columns.end - j),
                       scratch.b + (j - columns.first) * depth.size()});
  }
  for (int64_t d = 0; !b_.turned && d < depth.size(); ++d) {
    const float* const line = b_.lines.Read(b, depth.first + d, columns.first,
                                            columns.size(), scratch.line);
    loops_.to_panels(
        {line, scratch.b + d * panel, columns.size(), depth.size() * panel});
  }
}

void MatrixProduct::Write(const float* sums, Range rows, Range columns,
                          const float* bias, const Lines& lines,
                          float* c) const {
  for (int64_t r = 0; r < rows.size(); ++r) {
    loops_.from_panels(
        {sums + r * loops_.panel, c + lines.At(rows.first + r) + columns.first,
         columns.size(), rows.size() * loops_.panel},
        bias == nullptr ? nullptr : bias + columns.first);
  }
}

void MatrixProduct::RunBlock(const Arguments& args, int64_t part, Range rows,
                             Range columns, const Scratch& scratch) const {
  const int64_t begin = part * stretches_ / parts_;
  const int64_t end = (part + 1) * stretches_ / parts_;
  const bool first = part == 0;
  const float* const bias = first ? args.bias : nullptr;
  float* const c =
      first ? args.c : scratch.parts + (part - 1) * rows_ * columns_;
  // Sums that are added to lie close together: rows of C may be a multiple of a
  // page apart.
  const Lines& lines = first ? c_ : part_;
  const bool direct = end - begin == 1 && bias == nullptr && lines.dense() &&
                      columns.size() % loops_.panel == 0;
  ProductBlock block{};
  block.m_row = direct ? columns_ : loops_.panel;
  for (int64_t stretch = begin; stretch < end; ++stretch) {
    const Range depth = DepthOf(stretch);
    CopyA(args.a, rows, depth, scratch.a, &block);
    CopyB(args.b, columns, depth, scratch);
    block.add = stretch > begin;
    for (int64_t j = 0; j < columns.size(); j += loops_.panel) {
      block.u = scratch.b + j * depth.size();
      block.m = direct ? c + rows.first * columns_ + columns.first + j
                       : scratch.c + j * rows.size();
      loops_.multiply(block);
    }
  }
  if (!direct) Write(scratch.c, rows, columns, bias, lines, c);
}

void MatrixProduct::AddParts(const float* parts, float* c) const {
  constexpr int64_t kFloats = 1 << 14;  // an item of parallel work
  const int64_t size = rows_ * columns_;
  ParallelFor(size, kFloats, [&](int64_t begin, int64_t end) {
    for (int64_t part = 0; part + 1 < parts_; ++part) {
      const float* const from = parts + part * size;
      for (int64_t i = begin; i < end; ++i) c[i] += from[i];
    }
  });
}

void MatrixProduct::RunRows(Range rows, const float* a, const float* b,
                            const float* bias, float* c, void* scratch,
                            int64_t slot) const {
  const Arguments args = {a, b, bias, c - c_.At(rows.first)};
  for (int64_t first = rows.first; first < rows.end; first += most_rows()) {
    const Range some = {first, std::min(first + most_rows(), rows.end)};
    for (int64_t j = 0; j < column_blocks_; ++j) {
      RunBlock(args, /*part=*/0, some, ColumnsOf(j), ScratchOf(scratch, slot));
    }
  }
}

void MatrixProduct::Run(const float* a, const float* b, const float* bias,
                        float* c, void* scratch) const {
  const Arguments args = {a, b, bias, c};
  const int64_t blocks = row_blocks_ * column_blocks_;
  ParallelItems(blocks * parts_, threads_, [&](int64_t thread, int64_t i) {
    const int64_t block = i % blocks;
    RunBlock(args, i / blocks, RowsOf(block % row_blocks_),
             ColumnsOf(block / row_blocks_), ScratchOf(scratch, thread));
  });
  if (parts_ > 1) AddParts(ScratchOf(scratch, 0).parts, c);
}

}  // namespace synfire
