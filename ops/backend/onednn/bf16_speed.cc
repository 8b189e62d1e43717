#include "ops/backend/onednn/bf16_speed.h"

#include <algorithm>
#include <chrono>

#include "ops/backend/onednn/library.h"

namespace synfire {
namespace {

using dnnl::memory;
using Tag = memory::format_tag;

// Rows and columns: 4 MiB of operands on all threads, long sums.
constexpr int64_t kRows = 1024;

double Now() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

memory::desc Square(memory::data_type type, Tag tag) {
  return memory::desc({kRows, kRows}, type, tag);
}

double Measure(double seconds) {
  const dnnl::matmul::primitive_desc described(
      OneDnnEngine(), Square(memory::data_type::bf16, Tag::ab),
      Square(memory::data_type::bf16, Tag::any),
      Square(memory::data_type::f32, Tag::ab));
  dnnl::matmul product(described);
  memory a(described.src_desc(), OneDnnEngine());
  memory b(described.weights_desc(), OneDnnEngine());
  memory c(described.dst_desc(), OneDnnEngine());
  // Whose speed does not depend on what is multiplied.
  for (memory* operand : {&a, &b}) {
    std::fill_n(static_cast<char*>(operand->get_data_handle()),
                operand->get_desc().get_size(), 0);
  }
  const std::unordered_map<int, memory> arguments = {
      {DNNL_ARG_SRC, a}, {DNNL_ARG_WEIGHTS, b}, {DNNL_ARG_DST, c}};
  dnnl::stream stream = OneDnnStream();
  double best = 0;
  for (double start = Now(), end = start + seconds; start < end;) {
    product.execute(stream, arguments);
    const double now = Now();
    best = std::max(best, 2.0 * kRows * kRows * kRows / (now - start));
    start = now;
  }
  return best;
}

}  // namespace

double OneDnnBf16FlopsPerSecond(double seconds) {
  if (!OneDnnHas(dnnl::cpu_isa::avx512_core_bf16)) return 0;
  try {
    return Measure(seconds);
  } catch (const dnnl::error&) {
    return 0;  // no memory for it
  }
}

}  // namespace synfire
