// Rows of channels, cut into chunks whose number and size depend on the problem
// alone: sums made chunk by chunk and then in the chunks' order are the same
// for any number of threads.
#ifndef SYNFIRE_OPS_BACKEND_CPU_KERNELS_ROW_CHUNKS_H_
#define SYNFIRE_OPS_BACKEND_CPU_KERNELS_ROW_CHUNKS_H_

#include <algorithm>
#include <cstdint>

#include "core/parallel.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"

namespace synfire {

class RowChunks {
 public:
  // Of rows [*,C]; `sums` are the f64 vectors [C] that a chunk makes.
  RowChunks(int64_t rows, int64_t channels, int sums)
      : rows_(rows),
        channels_(channels),
        sums_(sums),
        chunk_rows_(std::max<int64_t>(kFewestRows, kChunkElements / channels)),
        chunks_((rows + chunk_rows_ - 1) / chunk_rows_) {}

  int64_t rows() const { return rows_; }
  int64_t channels() const { return channels_; }
  int64_t chunks() const { return chunks_; }

  // Bytes for the sums of all chunks and their totals, which lie at the begin
  // of the scratch.
  size_t sum_bytes() const {
    return sizeof(double) * sums_ * channels_ * (chunks_ + 1);
  }
  // Vector `sum` of chunk `chunk`, or of the total.
  double* Sum(void* scratch, int64_t chunk, int sum) const {
    return static_cast<double*>(scratch) + (chunk * sums_ + sum) * channels_;
  }
  double* Total(void* scratch, int sum) const {
    return Sum(scratch, chunks_, sum);
  }
  int64_t RowsOf(int64_t chunk) const {
    return std::min(chunk_rows_, rows_ - chunk * chunk_rows_);
  }

  // Calls body(chunk, its first element, its rows), spread over threads.
  template <typename Body>
  void ForEach(Body&& body) const {
    ParallelFor(chunks_, 1, [&](int64_t begin, int64_t end) {
      for (int64_t chunk = begin; chunk < end; ++chunk) {
        body(chunk, chunk * chunk_rows_ * channels_, RowsOf(chunk));
      }
    });
  }

  // Fills every total with the sum over the chunks.
  void AddUp(void* scratch) const {
    const int64_t size = sums_ * channels_;
    double* const total = Total(scratch, 0);
    std::fill(total, total + size, 0.0);
    for (int64_t chunk = 0; chunk < chunks_; ++chunk) {
      const double* const more = Sum(scratch, chunk, 0);
      for (int64_t i = 0; i < size; ++i) total[i] += more[i];
    }
  }

 private:
  // As many as are summed in f32, so that the sums stay few beside the rows.
  static constexpr int64_t kFewestRows = 64;

  const int64_t rows_, channels_;
  const int sums_;
  const int64_t chunk_rows_, chunks_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_KERNELS_ROW_CHUNKS_H_
