// The logical extent of a value: its axes in order, time not counted.
//
// Images are [N,H,W,C], features [N,C], convolution weights [O,I,KH,KW],
// linear weights [O,I], one number []. A Temporal value holds T such arrays
// (graph/ir/type.h); how they lie in memory is the plan's business.
#ifndef SYNFIRE_CORE_SHAPE_H_
#define SYNFIRE_CORE_SHAPE_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "core/status.h"

namespace synfire {

class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<int64_t> dims) : dims_(dims) {}
  explicit Shape(std::vector<int64_t> dims) : dims_(std::move(dims)) {}

  int rank() const { return static_cast<int>(dims_.size()); }
  int64_t operator[](int axis) const { return dims_[axis]; }
  int64_t& operator[](int axis) { return dims_[axis]; }
  // The last axis.  REQUIRES: rank() > 0.
  int64_t back() const { return dims_.back(); }
  const std::vector<int64_t>& dims() const { return dims_; }

  // Product of the dimensions, 1 for rank 0.
  int64_t size() const;
  // As size(), but an error where it does not fit into 63 bits or a dimension
  // is negative.
  absl::StatusOr<int64_t> CheckedSize() const;

  // "[64,28,28,1]"; and back.
  std::string ToString() const;
  static absl::StatusOr<Shape> FromString(absl::string_view text);

  friend bool operator==(const Shape& a, const Shape& b) {
    return a.dims_ == b.dims_;
  }
  friend bool operator!=(const Shape& a, const Shape& b) { return !(a == b); }

 private:
  std::vector<int64_t> dims_;
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_SHAPE_H_
