#include "data/registry.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

using testing::HasSubstr;

absl::StatusOr<std::unique_ptr<Dataset>> Open(const std::string& text,
                                              const Scope& scope = {}) {
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(text));
  return OpenDataset(call, scope);
}

std::string ErrorOf(const std::string& text) {
  return std::string(Open(text).status().message());
}

TEST(Registry, OpensByName) {
  const std::string folder = TestFolder();
  WriteMnist(folder, 20, true);
  const auto fashion =
      Open("fashion_mnist(split = train, path = \"" + folder + "\")");
  ASSERT_TRUE(fashion.ok()) << fashion.status();
  EXPECT_EQ((*fashion)->class_names()[0], "T-shirt/top");
  const auto digits =
      Open("mnist(split = test, path = where)", {{"where", AttrValue(folder)}});
  ASSERT_TRUE(digits.ok()) << digits.status();
  EXPECT_EQ((*digits)->class_names()[0], "0");
  const auto idx = Open("idx(images = \"" + folder +
                        "/t10k-images-idx3-ubyte.gz\", labels = \"" + folder +
                        "/t10k-labels-idx1-ubyte.gz\", classes = 12)");
  ASSERT_TRUE(idx.ok()) << idx.status();
  EXPECT_EQ((*idx)->classes(), 12);
}

TEST(Registry, SuggestsTheNearestName) {
  EXPECT_EQ(ErrorOf("fashon_mnist(split = train)"),
            "'fashon_mnist' is no data set; did you mean 'fashion_mnist'?");
}

TEST(Registry, ChecksAttributes) {
  EXPECT_THAT(ErrorOf("fashion_mnist"), HasSubstr("split"));
  EXPECT_THAT(ErrorOf("fashion_mnist(split = trian)"), HasSubstr("train"));
  EXPECT_THAT(ErrorOf("mnist(split = test, paht = \"x\")"),
              HasSubstr("did you mean 'path'?"));
  EXPECT_THAT(ErrorOf("idx(images = \"a\", labels = \"b\", classes = 0)"),
              HasSubstr("classes = 0 is out of range"));
}

TEST(Registry, NamesAreUnique) {
  std::vector<std::string> names;
  for (const DatasetDef& def : AllDatasets()) {
    EXPECT_FALSE(def.schema.doc().empty());
    names.push_back(def.schema.name());
  }
  EXPECT_THAT(names, testing::ElementsAre("fashion_mnist", "mnist", "cifar10",
                                          "cifar100", "imagenet", "idx",
                                          "nmnist", "n_caltech101",
                                          "dvs_gesture", "cifar10_dvs", "shd", "ssc"));
}

}  // namespace
}  // namespace synfire
