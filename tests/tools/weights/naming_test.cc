#include "tools/weights/naming.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/weights/class_order.h"
#include "tools/weights/layer_order.h"

namespace synfire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

// A layer by its op; those that train have one variable here.
ModelLayer Layer(const std::string& path, const std::string& op) {
  ModelLayer layer{path, op, op == "if" || op == "plif", {}};
  if (op == "conv2d" || op == "batch_norm" || op == "linear") {
    layer.variables.emplace_back("weight", Shape({1}));
  }
  if (op == "plif") layer.variables.emplace_back("w", Shape());
  return layer;
}

// "conv:conv2d bn:batch_norm".
std::vector<ModelLayer> Layers(const std::string& text) {
  std::vector<ModelLayer> layers;
  std::string word;
  for (char c : text + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      const size_t colon = word.find(':');
      layers.push_back(Layer(word.substr(0, colon), word.substr(colon + 1)));
      word.clear();
    }
  }
  return layers;
}

LayerNames Names(Naming naming, const std::string& layers) {
  const auto names = NameLayers(naming, Layers(layers));
  EXPECT_TRUE(names.ok()) << names.status();
  return names.ok() ? *names : LayerNames();
}

std::string Complaint(Naming naming, const std::string& layers) {
  const auto names = NameLayers(naming, Layers(layers));
  return names.ok() ? "" : std::string(names.status().message());
}

constexpr char kStem[] = "conv1:conv2d bn1:batch_norm sn1:if ";
constexpr char kBlock[] =
    "layer2.0.conv1:conv2d layer2.0.bn1:batch_norm layer2.0.sn1:if "
    "layer2.0.downsample.0:conv2d layer2.0.downsample.1:batch_norm ";

TEST(NamingTest, NamesAPublishedResNet) {
  const std::string sew =
      std::string(kStem) + kBlock +
      "layer2.0.downsample.2:if layer2.0.join:connect fc:linear";
  EXPECT_THAT(
      Names(Naming::kPublished, sew),
      UnorderedElementsAre(
          Pair("conv1", "conv1"), Pair("bn1", "bn1"), Pair("sn1", "sn1"),
          Pair("layer2.0.conv1", "layer2.0.conv1.module.0"),
          Pair("layer2.0.bn1", "layer2.0.conv1.module.1"),
          Pair("layer2.0.sn1", "layer2.0.sn1"),
          Pair("layer2.0.downsample.0", "layer2.0.downsample.0.module.0"),
          Pair("layer2.0.downsample.1", "layer2.0.downsample.0.module.1"),
          Pair("layer2.0.downsample.2", "layer2.0.downsample.1"),
          Pair("layer2.0.join", "layer2.0.join"), Pair("fc", "fc")));
  const LayerNames torchvision = Names(Naming::kTorchvision, sew);
  EXPECT_EQ(torchvision.at("layer2.0.conv1"), "layer2.0.conv1");
  EXPECT_EQ(torchvision.at("layer2.0.downsample.1"), "layer2.0.downsample.1");
  EXPECT_EQ(torchvision.at("layer2.0.downsample.2"), "layer2.0.downsample_sn");
  EXPECT_EQ(Names(Naming::kSynfire, sew).at("layer2.0.downsample.2"),
            "layer2.0.downsample.2");
}

TEST(NamingTest, NamesAShortcutWithoutNeurons) {
  const LayerNames names =
      Names(Naming::kPublished, std::string(kBlock) + "layer2.0.join:add");
  EXPECT_EQ(names.at("layer2.0.downsample.0"), "layer2.0.downsample.module.0");
  EXPECT_EQ(names.at("layer2.0.downsample.1"), "layer2.0.downsample.module.1");
}

TEST(NamingTest, GoesBackFromPublishedNames) {
  for (const auto& [published, path] :
       std::vector<std::pair<std::string, std::string>>{
           {"conv1", "conv1"},
           {"bn1", "bn1"},
           {"fc", "fc"},
           {"layer1.10.conv3.module.0", "layer1.10.conv3"},
           {"layer1.10.conv3.module.1", "layer1.10.bn3"},
           {"layer1.0.sn2", "layer1.0.sn2"},
           {"layer1.0.downsample.0.module.0", "layer1.0.downsample.0"},
           {"layer1.0.downsample.0.module.1", "layer1.0.downsample.1"},
           {"layer1.0.downsample.module.1", "layer1.0.downsample.1"},
           {"layer1.0.downsample.1", "layer1.0.downsample.2"}}) {
    EXPECT_EQ(PathOfPublishedResNet(published), path);
  }
}

TEST(NamingTest, NamesAChain) {
  EXPECT_THAT(Names(Naming::kPublished,
                    "conv:conv2d bn:batch_norm sn:plif "
                    "stage.0.block.conv1:conv2d stage.0.block.bn1:batch_norm "
                    "stage.0.block.sn1:plif stage.0.block.conv2:conv2d "
                    "stage.0.block.bn2:batch_norm stage.0.block.sn2:plif "
                    "stage.0.block.join:connect stage.0.pool:max_pool2d "
                    "wide:conv2d wide_bn:batch_norm wide_sn:plif "
                    "flat:flatten rate:mean_time out:linear"),
              UnorderedElementsAre(
                  Pair("conv", "conv.0.0.module.0"),
                  Pair("bn", "conv.0.0.module.1"), Pair("sn", "conv.0.1"),
                  Pair("stage.0.block.conv1", "conv.1.conv.0.0.module.0"),
                  Pair("stage.0.block.bn1", "conv.1.conv.0.0.module.1"),
                  Pair("stage.0.block.sn1", "conv.1.conv.0.1"),
                  Pair("stage.0.block.conv2", "conv.1.conv.1.0.module.0"),
                  Pair("stage.0.block.bn2", "conv.1.conv.1.0.module.1"),
                  Pair("stage.0.block.sn2", "conv.1.conv.1.1"),
                  Pair("wide", "conv.3.0.module.0"),
                  Pair("wide_bn", "conv.3.0.module.1"),
                  Pair("wide_sn", "conv.3.1"), Pair("out", "out")));
}

TEST(NamingTest, NamesBlocksOfOtherKinds) {
  // A neuron behind the join; a block by the join alone; one by its folder.
  EXPECT_THAT(
      Names(Naming::kPublished,
            "b.conv1:conv2d b.bn1:batch_norm b.sn1:if b.conv2:conv2d "
            "b.bn2:batch_norm b.join:add b.sn2:if "
            "c1:conv2d n1:batch_norm s1:if c2:conv2d n2:batch_norm s2:if "
            "j:connect p.c1:conv2d p.s1:if p.c2:conv2d p.s2:if fc:linear"),
      UnorderedElementsAre(
          Pair("b.conv1", "conv.0.conv.0.0.module.0"),
          Pair("b.bn1", "conv.0.conv.0.0.module.1"),
          Pair("b.sn1", "conv.0.conv.0.1"),
          Pair("b.conv2", "conv.0.conv.1.module.0"),
          Pair("b.bn2", "conv.0.conv.1.module.1"), Pair("b.sn2", "conv.0.sn"),
          Pair("c1", "conv.1.conv.0.0.module.0"),
          Pair("n1", "conv.1.conv.0.0.module.1"), Pair("s1", "conv.1.conv.0.1"),
          Pair("c2", "conv.1.conv.1.0.module.0"),
          Pair("n2", "conv.1.conv.1.0.module.1"), Pair("s2", "conv.1.conv.1.1"),
          Pair("p.c1", "conv.2.conv.0.0.module.0"),
          Pair("p.s1", "conv.2.conv.0.1"),
          Pair("p.c2", "conv.2.conv.1.0.module.0"),
          Pair("p.s2", "conv.2.conv.1.1"), Pair("fc", "out")));
}

TEST(NamingTest, SaysWhatHasNoNames) {
  const auto none = [](const std::string& why) {
    return "the published code has no names for this network: " + why;
  };
  EXPECT_EQ(Complaint(Naming::kPublished, "c:conv2d"),
            none("no linear layer ends it"));
  EXPECT_EQ(Complaint(Naming::kPublished, "a:linear b:linear"),
            none("layer b (linear) follows the classifier"));
  EXPECT_EQ(Complaint(Naming::kPublished, "n:batch_norm"),
            none("layer n (batch_norm) follows no convolution"));
  EXPECT_EQ(Complaint(Naming::kPublished, "s:if"),
            none("layer s (if) follows no convolution"));
  EXPECT_EQ(Complaint(Naming::kPublished, "c:conv2d s:if t:if"),
            none("layer t (if) follows another neuron"));
  EXPECT_EQ(Complaint(Naming::kPublished, "c:conv2d j:connect"),
            none("layer j (connect) joins no two convolutions"));
  EXPECT_EQ(Complaint(Naming::kPublished, "b.c:conv2d b.d:conv2d b.e:conv2d"),
            none("layer b.e (conv2d) is the third convolution of its block"));
  EXPECT_EQ(Complaint(Naming::kTorchvision, "c:conv2d"),
            "torchvision has no names for this network: it has no layers "
            "layer1.0.conv1 and so on, as its ResNets have");
}

TEST(NamingTest, ReadsNamesOfNamings) {
  for (Naming naming :
       {Naming::kSynfire, Naming::kTorchvision, Naming::kPublished}) {
    EXPECT_EQ(NamingFromName(Name(naming)).value(), naming);
  }
  EXPECT_EQ(NamingFromName("publish").status().message(),
            "'publish' is no naming; did you mean 'published'?");
}

TEST(LayerOrderTest, ComparesNumbersAsNumbers) {
  EXPECT_TRUE(NaturallyBefore("conv.2.w", "conv.10.w"));
  EXPECT_FALSE(NaturallyBefore("conv.10.w", "conv.2.w"));
  EXPECT_TRUE(NaturallyBefore("conv.1.conv.1", "conv.1.sn"));
  EXPECT_TRUE(NaturallyBefore("conv.1", "conv.1.0"));
  EXPECT_TRUE(NaturallyBefore("conv.9", "out"));
  EXPECT_FALSE(NaturallyBefore("a1", "a1"));
  EXPECT_FALSE(NaturallyBefore("a01", "a1"));
}

TEST(ClassOrderTest, SortsNumbersAsText) {
  EXPECT_THAT(ClassesOfRows(ClassOrder::kText, 11),
              ElementsAre(0, 1, 10, 2, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_THAT(ClassesOfRows(ClassOrder::kText, 3), ElementsAre(0, 1, 2));
  EXPECT_THAT(ClassesOfRows(ClassOrder::kNumber, 3), ElementsAre(0, 1, 2));
  EXPECT_THAT(ClassesOfRows(ClassOrder::kText, 0), IsEmpty());
  EXPECT_THAT(RowsByClass<int>({0, 0, 1, 1, 2, 2}, {0, 2, 1}),
              ElementsAre(0, 0, 2, 2, 1, 1));
  EXPECT_EQ(ClassOrderFromName("txt").status().message(),
            "'txt' is no order of classes; did you mean 'text'?");
}

}  // namespace
}  // namespace synfire
