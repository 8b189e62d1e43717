// Networks of parallel spiking neurons: trained, measured, counted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/e2e/tiny_training.h"

namespace synfire {
namespace {

class ParallelNeuronsTest : public TinyTraining {
 protected:
  void ExpectLearns(const std::string& neuron);
};

void ParallelNeuronsTest::ExpectLearns(const std::string& neuron) {
  Write(Path("tiny.prototxt"), absl::StrCat(R"(
name: 'tiny'
steps: 4
input { name: 'image' channels: 1 height: 8 width: 8 }
layer { name: 'conv' op: 'conv2d(channels = 8, kernel = 3, pad = 1, bias = false)' }
layer { name: 'norm' op: 'batch_norm' }
layer { name: 'fire' op: ')",
                                            neuron, R"(' }
layer { name: 'flat' op: 'flatten' }
layer { name: 'rate' op: 'mean_time' }
layer { name: 'classes' op: 'linear(features = 4)' }
)"));
  const TrainResult result =
      TrainOk("run", {"epochs=10", "optimizer=adam(lr = 0.02)",
                      "schedule=cosine(epochs = 10, per_step = true)"});
  ASSERT_TRUE(result.test.has_value());
  EXPECT_GE(result.test->accuracy, 0.75);
  EXPECT_GT(result.test->firing_rate, 0.01);
  EXPECT_LT(result.test->firing_rate, 0.99);
}

TEST_F(ParallelNeuronsTest, WholeSequence) {
  ExpectLearns("psn(init_bias = -0.3)");
}

TEST_F(ParallelNeuronsTest, Masked) {
  ExpectLearns("masked_psn(k = 2, init_bias = -0.3)");
}

TEST_F(ParallelNeuronsTest, HalfMasked) {
  ExpectLearns("masked_psn(k = 2, lambda = 0.5, init_bias = -0.3)");
}

TEST_F(ParallelNeuronsTest, Sliding) { ExpectLearns("sliding_psn(k = 3)"); }

}  // namespace
}  // namespace synfire
