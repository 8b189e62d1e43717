#include <vector>

#include "data/transform/pipeline.h"
#include "data/transform/registry.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Values = std::vector<float>;

absl::StatusOr<std::unique_ptr<Transform>> Make(const std::string& text) {
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(text));
  return MakeTransform(call);
}

absl::StatusOr<Pipeline> MakePipeline(const std::vector<std::string>& texts,
                                      const Shape& shape, uint64_t seed = 1) {
  std::vector<std::unique_ptr<Transform>> transforms;
  for (const std::string& text : texts) {
    SYNFIRE_ASSIGN_OR_RETURN(auto transform, Make(text));
    transforms.push_back(std::move(transform));
  }
  return Pipeline::Create(std::move(transforms), shape, seed);
}

// `sample` of `shape`, transformed as sample `index` of `epoch`, in `batch`.
Values Apply(const std::vector<std::string>& texts, const Shape& shape,
             Values sample, int64_t epoch = 0, int64_t index = 0,
             uint64_t seed = 1, int64_t batch = 0) {
  const Pipeline pipeline = MakePipeline(texts, shape, seed).value();
  pipeline.Apply(epoch, batch, index, sample.data());
  sample.resize(pipeline.output().size());
  return sample;
}

Values Ramp(int64_t size) {
  Values values;
  for (int64_t i = 0; i < size; ++i) values.push_back(1.0f + i);
  return values;
}

TEST(Flip, MirrorsEachRowAndKeepsChannelsTogether) {
  EXPECT_THAT(Apply({"flip(probability = 1)"}, {2, 3, 1}, Ramp(6)),
              ElementsAre(3, 2, 1, 6, 5, 4));
  EXPECT_THAT(Apply({"flip(probability = 1)"}, {1, 3, 2}, Ramp(6)),
              ElementsAre(5, 6, 3, 4, 1, 2));
  EXPECT_THAT(Apply({"flip(probability = 1)"}, {2, 1, 2, 1}, Ramp(4)),
              ElementsAre(2, 1, 4, 3));
}

TEST(Flip, HappensAsOftenAsItSays) {
  EXPECT_EQ(Apply({"flip(probability = 0)"}, {2, 3, 1}, Ramp(6)), Ramp(6));
  int flips = 0;
  for (int64_t i = 0; i < 10000; ++i) {
    flips +=
        Apply({"flip(probability = 0.3)"}, {1, 2, 1}, {1, 2}, 0, i)[0] == 2;
  }
  EXPECT_NEAR(flips, 3000, 5 * 46);  // five standard deviations
}

// out[y,x,c] = in[y-dy,x-dx,c], the plain way.
Values Shifted(const Shape& shape, const Values& in, int64_t dx, int64_t dy) {
  const int64_t height = shape[0], width = shape[1], channels = shape[2];
  Values out(in.size(), 0.0f);
  for (int64_t y = 0; y < height; ++y) {
    for (int64_t x = 0; x < width; ++x) {
      const int64_t from_y = y - dy, from_x = x - dx;
      if (from_y < 0 || from_y >= height || from_x < 0 || from_x >= width) {
        continue;
      }
      for (int64_t c = 0; c < channels; ++c) {
        out[(y * width + x) * channels + c] =
            in[(from_y * width + from_x) * channels + c];
      }
    }
  }
  return out;
}

TEST(Shift, MovesByEveryAmountEquallyOften) {
  for (const Shape& shape : {Shape({5, 4, 1}), Shape({4, 5, 2})}) {
    const Values in = Ramp(shape.size());
    int seen[7][7] = {};
    constexpr int kDraws = 4900;
    for (int64_t i = 0; i < kDraws; ++i) {
      const Values out = Apply({"shift(pixels = 3)"}, shape, in, 0, i);
      int matches = 0;
      for (int dy = -3; dy <= 3; ++dy) {
        for (int dx = -3; dx <= 3; ++dx) {
          if (out != Shifted(shape, in, dx, dy)) continue;
          ++matches;
          ++seen[dy + 3][dx + 3];
        }
      }
      ASSERT_EQ(matches, 1) << i;
    }
    for (const auto& row : seen) {
      for (int count : row) EXPECT_NEAR(count, kDraws / 49, 50);
    }
  }
}

TEST(Shift, MovesAllFramesAlike) {
  const Values frame = Ramp(12);
  Values two = frame;
  two.insert(two.end(), frame.begin(), frame.end());
  for (int64_t i = 0; i < 30; ++i) {
    const Values one = Apply({"shift"}, {4, 3, 1}, frame, 0, i);
    Values expected = one;
    expected.insert(expected.end(), one.begin(), one.end());
    EXPECT_EQ(Apply({"shift"}, {2, 4, 3, 1}, two, 0, i), expected);
  }
}

TEST(Shift, RefusesToEmptyTheFrame) {
  EXPECT_EQ(MakePipeline({"shift(pixels = 3)"}, {5, 3, 1}).status().message(),
            "shift: pixels = 3 can move a whole image of [5,3,1] out of its "
            "frame, expected at most 2");
}

TEST(Normalize, WhitensEveryElement) {
  EXPECT_THAT(Apply({"normalize(mean = 0.5, std = 0.25)"}, {1, 3, 1},
                    {0.0f, 0.5f, 1.0f}),
              ElementsAre(-2, 0, 2));
  EXPECT_THAT(Apply({"normalize"}, {2}, {0.286f, 0.639f}),
              testing::Pointwise(testing::FloatNear(1e-6f), {0.0f, 1.0f}));
}

TEST(Normalize, WhitensEachChannelByItsOwn) {
  const std::string text = "normalize(mean = [0.5, 1], std = [0.25, 2])";
  EXPECT_THAT(Apply({text}, {1, 2, 2}, {0, 0, 1, 5}),
              ElementsAre(-2, -0.5f, 2, 2));
  EXPECT_THAT(Apply({text}, {2, 1, 1, 2}, {0, 0, 1, 5}),
              ElementsAre(-2, -0.5f, 2, 2));
  EXPECT_THAT(
      Apply({"normalize(mean = 0.5, std = [0.25, 2])"}, {1, 1, 2}, {1, 4.5f}),
      ElementsAre(2, 2));
  EXPECT_THAT(Apply({"normalize(mean = [1, 2], std = 2)"}, {1, 1, 2}, {3, 6}),
              ElementsAre(1, 2));
}

TEST(Normalize, NeedsANumberAChannel) {
  EXPECT_EQ(MakePipeline({"normalize(mean = [1, 2, 3])"}, {4, 4, 1})
                .status()
                .message(),
            "normalize: mean holds 3 numbers, samples [4,4,1] have 1 channel; "
            "expected one number a channel, or one for all");
  EXPECT_EQ(MakePipeline({"normalize(std = [1, 2])"}, {2, 4, 4, 3})
                .status()
                .message(),
            "normalize: std holds 2 numbers, samples [2,4,4,3] have 3 "
            "channels; expected one number a channel, or one for all");
  EXPECT_EQ(MakePipeline({"normalize(std = [])"}, {4, 4, 3}).status().message(),
            "normalize: std holds 0 numbers, samples [4,4,3] have 3 channels; "
            "expected one number a channel, or one for all");
}

// A crop of the padded image, the plain way: its corner at (top, left) of the
// padded one.
TEST(Crop, IsEveryCropOfThePaddedImageEquallyOften) {
  const Shape shape({3, 4, 2});
  const Values in = Ramp(shape.size());
  int seen[5][5] = {};
  constexpr int kDraws = 2500;
  for (int64_t i = 0; i < kDraws; ++i) {
    const Values out = Apply({"crop(pad = 2)"}, shape, in, 0, i);
    int matches = 0;
    for (int top = 0; top < 5; ++top) {
      for (int left = 0; left < 5; ++left) {
        if (out != Shifted(shape, in, 2 - left, 2 - top)) continue;
        ++matches;
        ++seen[top][left];
      }
    }
    ASSERT_EQ(matches, 1) << i;
  }
  for (const auto& row : seen) {
    for (int count : row) EXPECT_NEAR(count, kDraws / 25, 50);
  }
}

TEST(Crop, RefusesToEmptyTheFrame) {
  EXPECT_EQ(MakePipeline({"crop(pad = 3)"}, {5, 3, 1}).status().message(),
            "crop: pad = 3 can move a whole image of [5,3,1] out of its frame, "
            "expected at most 2");
}

TEST(Pipeline, DependsOnSeedEpochAndSampleAlone) {
  const std::vector<std::string> texts = {"flip", "shift(pixels = 3)"};
  const Shape shape({6, 6, 1});
  const auto draw = [&](int64_t epoch, int64_t index, uint64_t seed) {
    return Apply(texts, shape, Ramp(36), epoch, index, seed);
  };
  int equal_epoch = 0, equal_sample = 0, equal_seed = 0;
  for (int64_t i = 0; i < 100; ++i) {
    EXPECT_EQ(draw(2, i, 7), draw(2, i, 7));
    equal_epoch += draw(2, i, 7) == draw(3, i, 7);
    equal_sample += draw(2, i, 7) == draw(2, i + 1, 7);
    equal_seed += draw(2, i, 7) == draw(2, i, 8);
  }
  // One in 98 is equal by chance.
  EXPECT_LT(equal_epoch, 10);
  EXPECT_LT(equal_sample, 10);
  EXPECT_LT(equal_seed, 10);
}

TEST(Pipeline, GivesTwoOfANameDrawsOfTheirOwn) {
  int changed = 0;
  for (int64_t i = 0; i < 1000; ++i) {
    changed += Apply({"flip", "flip"}, {1, 2, 1}, {1, 2}, 0, i)[0] == 2;
  }
  EXPECT_NEAR(changed, 500, 80);
}

TEST(Pipeline, RefusesSamplesThatAreNoImages) {
  EXPECT_EQ(MakePipeline({"normalize", "flip"}, {100}).status().message(),
            "flip: samples are [100], expected images [H,W,C] or [T,H,W,C]");
}

TEST(MakeTransform, ChecksNamesAndRanges) {
  EXPECT_EQ(Make("flop").status().message(),
            "'flop' is no transform; did you mean 'flip'?");
  for (const char* text : {"flip(probability = 1.5)", "shift(pixels = -1)",
                           "normalize(std = 0)"}) {
    EXPECT_THAT(std::string(Make(text).status().message()),
                HasSubstr("out of range"))
        << text;
  }
}

// Which of 16 frames of one number each are kept.
Values Kept(int64_t count, int64_t batch, int64_t epoch = 0, int64_t index = 0,
            uint64_t seed = 1) {
  return Apply({absl::StrCat("draw_frames(count = ", count, ")")},
               {16, 1, 1, 1}, Ramp(16), epoch, index, seed, batch);
}

TEST(DrawFrames, KeepsWholeFramesInTheirOrder) {
  const Values in = Ramp(5 * 6);
  const Values out =
      Apply({"draw_frames(count = 3)"}, {5, 1, 3, 2}, in, 0, 0, 1);
  ASSERT_EQ(out.size(), 3 * 6);
  float last = 0;
  for (int frame = 0; frame < 3; ++frame) {
    const float first = out[frame * 6];
    EXPECT_GT(first, last);
    last = first;
    EXPECT_EQ(static_cast<int>(first) % 6, 1);  // where a frame begins
    for (int i = 0; i < 6; ++i) EXPECT_EQ(out[frame * 6 + i], first + i);
  }
  EXPECT_EQ(Kept(16, 0), Ramp(16));
}

TEST(DrawFrames, DrawsOnceABatch) {
  const Values kept = Kept(12, 3);
  EXPECT_EQ(kept.size(), 12);
  for (int64_t index = 0; index < 5; ++index) {
    EXPECT_EQ(Kept(12, 3, 0, index), kept);
  }
  EXPECT_NE(Kept(12, 4), kept);
  EXPECT_NE(Kept(12, 3, 1), kept);
  EXPECT_NE(Kept(12, 3, 0, 0, 2), kept);
}

TEST(DrawFrames, EveryFrameAndPairIsEquallyLikely) {
  constexpr int kBatches = 4000;
  std::vector<int> frames(16), pairs(16 * 16);
  for (int64_t batch = 0; batch < kBatches; ++batch) {
    const Values kept = Kept(2, batch);
    const int a = static_cast<int>(kept[0]) - 1;
    const int b = static_cast<int>(kept[1]) - 1;
    ASSERT_LT(a, b);
    ++frames[a];
    ++frames[b];
    ++pairs[a * 16 + b];
  }
  for (int frame = 0; frame < 16; ++frame) {
    EXPECT_NEAR(frames[frame], kBatches * 2 / 16, 5 * 21);
    for (int other = frame + 1; other < 16; ++other) {
      EXPECT_NEAR(pairs[frame * 16 + other], kBatches / 120.0, 5 * 5.8);
    }
  }
}

TEST(DrawFrames, ChangesTheShapeOfWhatFollows) {
  EXPECT_EQ(
      MakePipeline({"draw_frames(count = 3)", "flip"}, {5, 2, 4, 1})->output(),
      Shape({3, 2, 4, 1}));
  EXPECT_EQ(MakePipeline({"draw_frames(count = 3)", "draw_frames(count = 4)"},
                         {5, 2, 4, 1})
                .status()
                .message(),
            "draw_frames: count = 4, but samples [3,2,4,1] have 3 frames");
}

TEST(DrawFrames, RefusesStillImages) {
  EXPECT_EQ(
      MakePipeline({"draw_frames(count = 3)"}, {28, 28, 1}).status().message(),
      "draw_frames: samples are [28,28,1], expected frames [T,H,W,C]");
  EXPECT_THAT(Make("draw_frames").status().message(), HasSubstr("count"));
}

}  // namespace
}  // namespace synfire
