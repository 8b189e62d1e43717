// Counts every operator new of the process, so it is a program of its own.
// oneDNN makes a small context for each call of a primitive; what its library
// allocates is not ours and is not counted.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

#include "graph/compile.h"
#include "ops/all_ops.h"

namespace {
std::atomic<int64_t> allocations{0};
std::atomic<bool> counting{false};

bool IsOurs(void* caller) {
  Dl_info info;
  return dladdr(caller, &info) == 0 || info.dli_fname == nullptr ||
         std::strstr(info.dli_fname, "dnnl") == nullptr;
}
}  // namespace

__attribute__((noinline)) void* operator new(size_t size) {
  if (counting && IsOurs(__builtin_return_address(0))) ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
__attribute__((noinline)) void operator delete(void* memory) noexcept {
  std::free(memory);
}
__attribute__((noinline)) void operator delete(void* memory, size_t) noexcept {
  std::free(memory);
}

namespace synfire {
namespace {

constexpr char kModel[] = R"model(
  name: "net" steps: 3
  input { name: "image" channels: 3 height: 8 width: 8 }
  layer { name: "conv" op: "conv2d(channels = 16, kernel = 3, pad = 1)"
}
  layer { name: "norm" op: "batch_norm" }
  layer { name: "fire" op: "lif(tau = 2)" }
  layer { name: "pool" op: "max_pool2d(kernel = 2)" }
  layer { name: "again" op: "conv2d(channels = 16, kernel = 3, pad = 1)" }
  layer { name: "fire2" op: "plif" }
  layer { name: "sum" op: "add" input: "fire2" input: "pool" }
  layer { name: "flat" op: "flatten" }
  layer { name: "rate" op: "mean_time" }
  layer { name: "classes" op: "linear(features = 10)" }
)model";

int64_t AllocationsOfAStep(const char* optimizer) {
  const auto model = ParseModelText(kModel, "net.prototxt");
  CompileOptions options;
  options.import.batch = 4;
  options.import.training = true;
  options.objective.loss = *Call::Parse("cross_entropy");
  options.objective.optimizer = *Call::Parse(optimizer);
  VariableStore variables;
  auto network = CompileNetwork(*model, AllOps(), options, 1, &variables);
  if (!network.ok()) {
    ADD_FAILURE() << network.status();
    return -1;
  }
  SYNFIRE_CHECK(network->executable->Run().ok());
  SYNFIRE_CHECK(network->executable->Run().ok());
  allocations = 0;
  counting = true;
  SYNFIRE_CHECK(network->executable->Run().ok());
  counting = false;
  return allocations;
}

TEST(Step, IsCountedWhereItAllocates) {
  allocations = 0;
  counting = true;
  delete new int(1);
  std::string(100, 'x').append("y");
  counting = false;
  EXPECT_GE(allocations, 1);
}

TEST(Step, AllocatesNothingOnceItRuns) {
  EXPECT_EQ(AllocationsOfAStep("sgd(lr = 0.1, momentum = 0.9)"), 0);
  EXPECT_EQ(AllocationsOfAStep("adam(lr = 0.1)"), 0);
}

}  // namespace
}  // namespace synfire
