#include "tests/golden/network_rows.h"

namespace synfire {
namespace {

// A ResNet of one block a stage, on small images of ten classes.
GoldenRow Tiny(const char* golden, const char* model,
               const std::string& g = "") {
  GoldenRow row = {
      golden,
      model,
      {"input.image.height=32", "input.image.width=32", "layer.layer1.repeat=1",
       "layer.layer2.repeat=1", "layer.layer3.repeat=1",
       "layer.layer4.repeat=1", "param.classes=10"},
      Evaluation::kInBoth};
  if (!g.empty()) row.settings.push_back("param.g=" + g);
  return row;
}

}  // namespace

std::vector<GoldenRow> GoldenRows() {
  static constexpr char kSew18[] = "imagenet/sew_resnet18";
  static constexpr char kSew50[] = "imagenet/sew_resnet50";
  static constexpr char kSew7b[] = "dvs_gesture/7b_sew";
  constexpr Evaluation kNone = Evaluation::kNone;
  return {
      Tiny("tiny_sew_basic_add", kSew18),
      Tiny("tiny_sew_basic_and", kSew18, "AND"),
      Tiny("tiny_sew_basic_iand", kSew18, "IAND"),
      Tiny("tiny_spiking_basic", "imagenet/spiking_resnet18"),
      Tiny("tiny_plain_basic", "imagenet/plain_resnet18"),
      Tiny("tiny_sew_bottleneck_add", kSew50),
      Tiny("tiny_sew_bottleneck_and", kSew50, "AND"),
      Tiny("tiny_sew_bottleneck_iand", kSew50, "IAND"),
      Tiny("tiny_spiking_bottleneck", "imagenet/spiking_resnet50"),
      Tiny("tiny_plain_bottleneck", "imagenet/plain_resnet50"),
      {"sew_resnet18",
       kSew18,
       {"input.image.height=64", "input.image.width=64"},
       Evaluation::kInSingle},
      {"dvs7b_add", kSew7b, {"steps=4"}, Evaluation::kInSingle},
      // With the published threshold of 1 the last blocks are silent.
      {"dvs7b_and",
       kSew7b,
       {"steps=2", "param.g=AND",
        "param.neuron=plif(v_threshold = 0.3, surrogate = atan(alpha = 2), "
        "detach_reset = true)"},
       kNone},
      {"dvs7b_iand", kSew7b, {"steps=2", "param.g=IAND"}, kNone},
      {"dvs7b_spiking", "dvs_gesture/7b_spiking", {"steps=2"}, kNone},
      {"dvs7b_plain", "dvs_gesture/7b_plain", {"steps=2"}, kNone},
      {"wide7b_add", "cifar10_dvs/wide_7b", {"steps=2"}, kNone},
  };
}

}  // namespace synfire
