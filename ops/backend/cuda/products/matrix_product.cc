#include "ops/backend/cuda/products/matrix_product.h"

namespace synfire {

std::string MatrixProduct::Key(const std::string& op) const {
  return absl::StrCat(op, " m=", m, " n=", n, " k=", k, " bias=", biased);
}

// y^T [O, rows] = W [O, I] x^T; W lies there as I x O.
MatrixProduct ProductOfLinear(const KernelProblem& problem) {
  const int64_t outputs = problem.input(1).shape[0];
  const int64_t inputs = problem.input(1).shape[1];
  MatrixProduct product;
  product.m = outputs;
  product.n = problem.InputElements(0) / inputs;
  product.k = inputs;
  product.a_transposed = true;
  product.b_transposed = false;
  product.a_stride = product.b_stride = inputs;
  product.c_stride = outputs;
  product.a_input = 1;
  product.b_input = 0;
  product.biased = problem.has_input(2);
  return product;
}

// dx^T [I, rows] = W^T dy^T.
MatrixProduct ProductOfLinearGradInput(const KernelProblem& problem) {
  const int64_t outputs = problem.input(1).shape[0];
  const int64_t inputs = problem.input(1).shape[1];
  MatrixProduct product;
  product.m = inputs;
  product.n = problem.InputElements(0) / outputs;
  product.k = outputs;
  product.a_transposed = product.b_transposed = false;
  product.a_stride = product.c_stride = inputs;
  product.b_stride = outputs;
  product.a_input = 1;
  product.b_input = 0;
  return product;
}

// dW^T [I, O] = x^T dy.
MatrixProduct ProductOfLinearGradWeight(const KernelProblem& problem) {
  const int64_t outputs = problem.output(0).shape[0];
  const int64_t inputs = problem.output(0).shape[1];
  MatrixProduct product;
  product.m = inputs;
  product.n = outputs;
  // Rows of either: where one is static, of its sum's like.
  product.k = problem.input(0).shape[0] *
              (problem.input(0).temporal() && problem.input(1).temporal()
                   ? problem.steps
                   : 1);
  product.a_transposed = false;
  product.b_transposed = true;
  product.a_stride = product.c_stride = inputs;
  product.b_stride = outputs;
  product.a_input = 0;
  product.b_input = 1;
  return product;
}

}  // namespace synfire
