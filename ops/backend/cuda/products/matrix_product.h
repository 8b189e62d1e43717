// Linear layers as products of matrices, in a library's words: columns first,
// so that an array [rows, columns] of ours is a matrix columns x rows.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_MATRIX_PRODUCT_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_MATRIX_PRODUCT_H_

#include <cstdint>
#include <string>

#include "graph/op/kernel.h"

namespace synfire {

// c = op(a) op(b), and + bias[i] in row i of c.  op(a) is m x k, op(b) k x n,
// c m x n; element (i, j) of a stored matrix is at i + j * its stride.
struct MatrixProduct {
  int64_t m, n, k;
  bool a_transposed, b_transposed;  // op turns what is stored
  int64_t a_stride, b_stride, c_stride;
  int a_input, b_input;  // of the kernel: which of its inputs
  bool biased = false;   // by input 2

  int64_t a_rows() const { return a_transposed ? k : m; }
  int64_t a_columns() const { return a_transposed ? m : k; }
  int64_t b_rows() const { return b_transposed ? n : k; }
  int64_t b_columns() const { return b_transposed ? k : n; }
  // "linear m=10 n=32 k=512 bias=1": the same for what may share a plan.
  std::string Key(const std::string& op) const;
};

// For linear, linear_grad_input and linear_grad_weight.  Where x and dy of the
// last one are not alike in time, the temporal one is to be summed over time
// first (time_sum.h).
MatrixProduct ProductOfLinear(const KernelProblem& problem);
MatrixProduct ProductOfLinearGradInput(const KernelProblem& problem);
MatrixProduct ProductOfLinearGradWeight(const KernelProblem& problem);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_MATRIX_PRODUCT_H_
