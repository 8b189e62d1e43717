// Counts every allocation of the process, so it is a program of its own.
#include <atomic>
#include <cstdlib>
#include <new>

#include "data/loader.h"
#include "data/transform/registry.h"
#include "gtest/gtest.h"
#include "tests/data/fake_dataset.h"

namespace {
std::atomic<int64_t> allocations{0};
}  // namespace

void* operator new(size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace synfire {
namespace {

TEST(Loader, AllocatesNothingOnceItRuns) {
  const FakeDataset dataset(100);
  std::vector<std::unique_ptr<Transform>> transforms;
  for (const char* text : {"flip", "shift(pixels = 1)", "normalize"}) {
    transforms.push_back(MakeTransform(Call::Parse(text).value()).value());
  }
  LoaderOptions options;
  options.batch = 7;
  options.shuffle = true;
  options.threads = 3;
  const auto loader =
      Loader::Create(dataset, std::move(transforms), options).value();
  ASSERT_TRUE(loader->Next().ok());  // starts the threads
  const int64_t before = allocations;
  ASSERT_GT(before, 0);
  for (int i = 0; i < 200; ++i) {
    if (!loader->Next().ok()) std::abort();
  }
  EXPECT_EQ(allocations - before, 0);
}

}  // namespace
}  // namespace synfire
