// Samples a second that the loader delivers from 28x28 images in memory:
//   bazel run //tests/data:loader_bench
#include "benchmark/benchmark.h"
#include "data/loader.h"
#include "data/registry.h"
#include "data/transform/registry.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

// Arguments: threads, whether to augment.
void BM_Loader(benchmark::State& state) {
  static const Dataset* const dataset = [] {
    const std::string folder = TestFolder();
    WriteMnist(folder, 10000, false);
    const std::string text = "mnist(split = train, path = \"" + folder + "\")";
    return OpenDataset(Call::Parse(text).value()).value().release();
  }();
  std::vector<std::unique_ptr<Transform>> transforms;
  if (state.range(1) != 0) {
    for (const char* text : {"flip", "shift", "normalize"}) {
      transforms.push_back(MakeTransform(Call::Parse(text).value()).value());
    }
  }
  LoaderOptions options;
  options.batch = 128;
  options.shuffle = true;
  options.threads = static_cast<int>(state.range(0));
  const auto loader =
      Loader::Create(*dataset, std::move(transforms), options).value();
  int64_t samples = 0;
  for (auto _ : state) {
    const Batch* batch = loader->Next().value();
    if (batch == nullptr) batch = loader->Next().value();
    samples += batch->count;
    benchmark::DoNotOptimize(batch->images[0]);
  }
  state.SetItemsProcessed(samples);
}
BENCHMARK(BM_Loader)
    ->ArgNames({"threads", "augment"})
    ->ArgsProduct({{1, 2}, {0, 1}})
    ->UseRealTime();

}  // namespace
}  // namespace synfire

BENCHMARK_MAIN();
