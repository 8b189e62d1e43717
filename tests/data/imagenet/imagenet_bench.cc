// Photographs a second, 500 x 375 as ImageNet's are on average:
//   bazel run //tests/data/imagenet:imagenet_bench
#include <sys/stat.h>

#include "benchmark/benchmark.h"
#include "core/rng.h"
#include "data/image/decode.h"
#include "data/imagenet/imagenet.h"
#include "data/loader.h"
#include "data/transform/registry.h"
#include "tests/data/image/make_images.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

// A JPEG with chroma halved and about 110 kB, as ImageNet's are: gradients with
// some noise.
Bytes PhotographBytes() {
  Image image = Gradient(375, 500);
  for (size_t i = 0; i < image.rgb.size(); ++i) {
    image.rgb[i] = static_cast<uint8_t>(image.rgb[i] * 7 / 8 +
                                        UniformInt({1, 2}, 0, i, 32));
  }
  JpegOptions options;
  options.subsample = true;
  options.quality = 90;
  return JpegBytes(image, options);
}

void BM_Decode(benchmark::State& state) {
  const Bytes bytes = PhotographBytes();
  Image image;
  for (auto _ : state) {
    benchmark::DoNotOptimize(DecodeImage(bytes, "photograph", &image).ok());
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["bytes"] = static_cast<double>(bytes.size());
}
BENCHMARK(BM_Decode);

// Decode, cut out, scale, mirror, whiten.  Arguments: threads, whether the
// middle.
void BM_Loader(benchmark::State& state) {
  ImagenetOptions options;
  options.split = "train";
  options.path = TestFolder();
  const std::string folder = options.path + "/train/n0";
  mkdir((options.path + "/train").c_str(), 0700);
  mkdir(folder.c_str(), 0700);
  const Bytes bytes = PhotographBytes();
  for (int i = 0; i < 16; ++i) {
    WriteFile(folder, absl::StrCat(i, ".JPEG"), bytes);
  }
  if (state.range(1) != 0) options.resize = 256;
  const std::unique_ptr<Dataset> dataset = OpenImagenet(options).value();
  std::vector<std::unique_ptr<Transform>> transforms;
  for (const char* text : {"flip",
                           "normalize(mean = [0.485, 0.456, 0.406], "
                           "std = [0.229, 0.224, 0.225])"}) {
    transforms.push_back(MakeTransform(Call::Parse(text).value()).value());
  }
  LoaderOptions loader_options;
  loader_options.batch = 8;
  loader_options.threads = static_cast<int>(state.range(0));
  const auto loader =
      Loader::Create(*dataset, std::move(transforms), loader_options).value();
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
    ->ArgNames({"threads", "center"})
    ->ArgsProduct({{1, 2}, {0, 1}})
    ->UseRealTime();

}  // namespace
}  // namespace synfire

BENCHMARK_MAIN();
