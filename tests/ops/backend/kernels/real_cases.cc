#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/ops/op_case.h"

// Layers of real networks, to be timed: 256 images in all, as T = 4 steps of
// 64.  Those in the ops' own cases are not repeated here.
namespace synfire {
namespace {

OpCase Real(OpCase c) {
  c.steps = 4;
  c.benchmark_only = true;
  return c;
}

const char kImages[] = "f32 t[64,14,14,128]";
const char kLarge[] = "f32 t[64,28,28,128]";
const char kWeight[] = "f32[2048,6272]";

// The same convolution on spikes and on counts: where lists stop to pay.
const char kMaps[] = "f32 t[16,28,28,64]";

OpCase Forward(const char* name, Fill fill) {
  return Real({"conv2d", name, "pad = 1", {{kMaps, fill}, {"f32[64,64,3,3]"}}});
}

OpCase Gradient(const char* name, Fill fill) {
  return Real({"conv2d_grad_weight",
               name,
               "pad = 1, kernel = 3",
               {{kMaps, fill}, {kMaps}}});
}

const OpCaseList densities({
    Forward("64_28x28_spikes_05", Fill::Spikes(0.05)),
    Forward("64_28x28_spikes_10", Fill::Spikes(0.1)),
    Forward("64_28x28_spikes_20", Fill::Spikes(0.2)),
    Forward("64_28x28_spikes_40", Fill::Spikes(0.4)),
    Forward("64_28x28_spikes_60", Fill::Spikes(0.6)),
    Forward("64_28x28_counts_20", Fill::Counts(0.2, 3)),
    Forward("64_28x28_counts_40", Fill::Counts(0.4, 3)),
    Gradient("64_28x28_spikes_05", Fill::Spikes(0.05)),
    Gradient("64_28x28_spikes_10", Fill::Spikes(0.1)),
    Gradient("64_28x28_spikes_20", Fill::Spikes(0.2)),
    Gradient("64_28x28_spikes_40", Fill::Spikes(0.4)),
    Gradient("64_28x28_spikes_60", Fill::Spikes(0.6)),
    Gradient("64_28x28_counts_20", Fill::Counts(0.2, 3)),
    Gradient("64_28x28_counts_40", Fill::Counts(0.4, 3)),
});

// The 3x3 convolutions of stride 1 of SEW-ResNet on 64x64 and 224x224 images.
OpCaseList ThreeByThree(const std::string& name, const std::string& maps,
                        int channels) {
  const std::string images = absl::StrCat("f32 t", maps);
  const CaseInput x{images};
  const CaseInput weight{absl::StrCat("f32[", channels, ",", channels, ",3,3]"),
                         Fill::Normal(0, 0.03)};
  const std::string size = maps.substr(maps.find(',') + 1);
  return OpCaseList({
      Real({"conv2d", name, "pad = 1", {x, weight}}),
      Real({"conv2d_grad_input",
            name,
            absl::StrCat("pad = 1, size = ", size.substr(0, size.find(','))),
            {x, weight}}),
      Real({"conv2d_grad_weight", name, "pad = 1, kernel = 3", {x, x}}),
  });
}

const OpCaseList three_by_three[] = {
    ThreeByThree("64_28x28", "[16,28,28,64]", 64),
    ThreeByThree("64_16x16", "[16,16,16,64]", 64),
    ThreeByThree("128_8x8", "[16,8,8,128]", 128),
    ThreeByThree("256_4x4", "[16,4,4,256]", 256),
    ThreeByThree("512_2x2", "[16,2,2,512]", 512),
    ThreeByThree("512_7x7", "[8,7,7,512]", 512),
    ThreeByThree("32_64x64", "[4,64,64,32]", 32),
    ThreeByThree("128_64x64", "[2,64,64,128]", 128),
};

// Small images, of whose windows much is padding.
OpCaseList SmallImages(const std::string& name, const std::string& maps,
                       int channels) {
  const std::string images = absl::StrCat("f32 t", maps);
  const CaseInput weight{
      absl::StrCat("f32[", channels, ",", channels, ",3,3]")};
  std::vector<OpCase> cases;
  for (const int percent : {10, 20, 40}) {
    const CaseInput x{images, Fill::Spikes(percent * 0.01)};
    const std::string full = absl::StrCat(name, "_spikes_", percent);
    cases.push_back(Real({"conv2d", full, "pad = 1", {x, weight}}));
    cases.push_back(Real(
        {"conv2d_grad_weight", full, "pad = 1, kernel = 3", {x, {images}}}));
  }
  return OpCaseList(cases);
}

const OpCaseList small_images[] = {
    SmallImages("128_8x8", "[16,8,8,128]", 128),
    SmallImages("256_4x4", "[16,4,4,256]", 256),
    SmallImages("512_2x2", "[16,2,2,512]", 512),
};

const OpCaseList real({
    Real({"linear", "6272_2048", "", {{"f32 t[64,6272]"}, {kWeight}}}),
    Real({"linear_grad_input",
          "6272_2048",
          "",
          {{"f32 t[64,2048]"}, {kWeight}}}),
    Real({"linear_grad_weight",
          "6272_2048",
          "",
          {{"f32 t[64,6272]"}, {"f32 t[64,2048]"}}}),
    Real({"max_pool2d",
          "halves_128_28x28",
          "kernel = 2",
          {{kLarge, Fill::Spikes(0.2)}}}),
    Real({"avg_pool2d", "halves_128_28x28", "kernel = 2", {{kLarge}}}),
    Real({"avg_pool2d_grad",
          "halves_128_28x28",
          "kernel = 2, size = 28",
          {{kImages}}}),
    Real({"global_avg_pool", "128_14x14", "", {{kImages}}}),
    Real({"global_avg_pool_grad",
          "128_14x14",
          "size = 14",
          {{"f32 t[64,128]"}}}),
    Real({"norm_apply",
          "128_14x14",
          "",
          {{kImages},
           {"f32[128]"},
           {"f32[128]"},
           {"f32[128]"},
           {"f32[128]", Fill::Uniform(0.5, 2)}}}),
    Real({"add", "128_14x14", "", {{kImages}, {kImages}}}),
    Real({"connect", "and_128_14x14", "g = AND", {{kImages}, {kImages}}}),
    Real({"connect_grad",
          "iand_128_14x14",
          "g = IAND",
          {{kImages}, {kImages}, {kImages}}}),
    Real({"scale", "128_14x14", "factor = 0.3", {{kImages}}}),
    Real({"sum_time", "128_14x14", "", {{kImages}}}),
    Real({"mean_time", "128_14x14", "", {{kImages}}}),
    Real({"repeat_time", "128_14x14", "", {{"f32[64,14,14,128]"}}}),
    Real({"channel_sum", "128_14x14", "", {{kImages}}}),
    Real({"flatten", "128_7x7", "", {{"f32 t[64,7,7,128]"}}}),
    Real({"unflatten", "128_7x7", "shape = [7, 7, 128]", {{"f32 t[64,6272]"}}}),
});

}  // namespace
}  // namespace synfire
