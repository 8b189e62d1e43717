#include "data/loader.h"

#include <atomic>
#include <chrono>
#include <cstring>
#include <limits>
#include <set>
#include <thread>

#include "data/transform/registry.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/fake_dataset.h"

namespace synfire {
namespace {

using testing::ElementsAre;

std::vector<std::unique_ptr<Transform>> Augment() {
  std::vector<std::unique_ptr<Transform>> transforms;
  for (const char* text : {"flip", "shift(pixels = 1)", "normalize"}) {
    transforms.push_back(MakeTransform(Call::Parse(text).value()).value());
  }
  return transforms;
}

// A batch, copied; `count` is 0 for the end of an epoch.
struct Copy {
  int64_t epoch = 0, index = 0, count = 0;
  std::vector<float> images;
  std::vector<int64_t> labels;
  friend bool operator==(const Copy& a, const Copy& b) {
    return a.epoch == b.epoch && a.index == b.index && a.count == b.count &&
           a.images == b.images && a.labels == b.labels;
  }
};

std::vector<Copy> Take(Loader& loader, int calls, int64_t sample_size) {
  std::vector<Copy> copies;
  for (int i = 0; i < calls; ++i) {
    const Batch* batch = loader.Next().value();
    Copy copy;
    if (batch != nullptr) {
      copy.epoch = batch->epoch;
      copy.index = batch->index;
      copy.count = batch->count;
      copy.images.assign(batch->images,
                         batch->images + batch->count * sample_size);
      copy.labels.assign(batch->labels, batch->labels + batch->count);
    }
    copies.push_back(std::move(copy));
  }
  return copies;
}

LoaderOptions Options(int64_t batch, int threads, int prefetch) {
  LoaderOptions options;
  options.batch = batch;
  options.shuffle = true;
  options.seed = 42;
  options.threads = threads;
  options.prefetch = prefetch;
  return options;
}

TEST(Loader, ReadsInOrderWithASmallerLastBatch) {
  const FakeDataset dataset(10, {1, 1, 1});
  LoaderOptions options;
  options.batch = 4;
  const auto loader = Loader::Create(dataset, {}, options).value();
  EXPECT_EQ(loader->batches_per_epoch(), 3);
  for (int64_t epoch = 0; epoch < 3; ++epoch) {
    const std::vector<Copy> copies = Take(*loader, 4, 1);
    EXPECT_THAT(copies[0].images, ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(copies[1].images, ElementsAre(4, 5, 6, 7));
    EXPECT_THAT(copies[2].images, ElementsAre(8, 9));
    EXPECT_THAT(copies[2].labels, ElementsAre(8, 9));
    EXPECT_EQ(copies[2].epoch, epoch);
    EXPECT_EQ(copies[2].index, 2);
    EXPECT_EQ(copies[3].count, 0);
  }
}

TEST(Loader, DropsALastBatchThatIsNotFull) {
  const FakeDataset dataset(10, {1, 1, 1});
  LoaderOptions options;
  options.batch = 4;
  options.drop_last = true;
  const auto loader = Loader::Create(dataset, {}, options).value();
  EXPECT_EQ(loader->batches_per_epoch(), 2);
  EXPECT_EQ(Take(*loader, 3, 1)[2].count, 0);
}

TEST(Loader, TakesABatchLargerThanTheDataSet) {
  const FakeDataset dataset(3, {1, 1, 1});
  LoaderOptions options;
  options.batch = 1000000000;
  const auto loader = Loader::Create(dataset, {}, options).value();
  EXPECT_THAT(Take(*loader, 1, 1)[0].images, ElementsAre(0, 1, 2));
}

TEST(Loader, ShufflesEverySampleIntoEachEpoch) {
  const FakeDataset dataset(50, {1, 1, 1});
  const auto loader = Loader::Create(dataset, {}, Options(8, 2, 3)).value();
  std::vector<float> epochs[2];
  for (auto& epoch : epochs) {
    for (const Copy& copy : Take(*loader, 8, 1)) {
      epoch.insert(epoch.end(), copy.images.begin(), copy.images.end());
    }
  }
  EXPECT_NE(epochs[0], epochs[1]);
  for (auto& epoch : epochs) {
    std::sort(epoch.begin(), epoch.end());
    ASSERT_EQ(epoch.size(), 50u);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(epoch[i], i);
  }
}

TEST(Loader, DoesNotDependOnThreadsOrPrefetch) {
  const FakeDataset dataset(53);
  const int64_t size = dataset.sample_shape().size();
  const auto first = Take(
      *Loader::Create(dataset, Augment(), Options(8, 1, 1)).value(), 30, size);
  for (int threads : {1, 2, 4, 9}) {
    for (int prefetch : {1, 2, 20}) {
      const auto loader =
          Loader::Create(dataset, Augment(), Options(8, threads, prefetch))
              .value();
      EXPECT_EQ(Take(*loader, 30, size), first)
          << threads << " threads, prefetch " << prefetch;
    }
  }
}

TEST(Loader, SeekEqualsRunningThrough) {
  const FakeDataset dataset(20);
  const int64_t size = dataset.sample_shape().size();
  const auto loader =
      Loader::Create(dataset, Augment(), Options(6, 2, 3)).value();
  const int64_t calls = loader->batches_per_epoch() + 1;
  const std::vector<Copy> all = Take(*loader, 4 * calls, size);
  const auto other =
      Loader::Create(dataset, Augment(), Options(6, 3, 2)).value();
  for (int64_t epoch : {3, 0, 1, 2}) {
    for (int64_t index = 0; index < calls; ++index) {
      ASSERT_TRUE(other->Seek(epoch, index).ok());
      const int64_t at = epoch * calls + index;
      const std::vector<Copy> rest(all.begin() + at, all.end());
      EXPECT_EQ(Take(*other, rest.size(), size), rest) << epoch << " " << index;
    }
  }
}

TEST(Loader, RefusesToSeekOutOfRange) {
  const FakeDataset dataset(20);
  const auto loader = Loader::Create(dataset, {}, Options(6, 1, 1)).value();
  EXPECT_EQ(loader->Seek(0, 5).message(),
            "loader: batch index = 5 is out of range, expected 0 to 4");
  EXPECT_FALSE(loader->Seek(0, -1).ok());
  EXPECT_FALSE(loader->Seek(-1, 0).ok());
  EXPECT_TRUE(loader->Seek(std::numeric_limits<int64_t>::max() / 2, 4).ok());
  EXPECT_EQ(loader->Next().value(), nullptr);
  EXPECT_NE(loader->Next().value(), nullptr);
}

TEST(Loader, AlignsImages) {
  const FakeDataset dataset(9, {1, 1, 3});
  const auto loader = Loader::Create(dataset, {}, Options(2, 1, 3)).value();
  for (int i = 0; i < 5; ++i) {
    const Batch* batch = loader->Next().value();
    EXPECT_EQ(reinterpret_cast<uintptr_t>(batch->images) % 64, 0u);
  }
}

TEST(Loader, ReturnsAnErrorInThePlaceOfItsBatch) {
  const FakeDataset dataset(20, {1, 1, 1}, /*broken=*/13);
  LoaderOptions options;
  options.batch = 5;
  options.threads = 3;
  const auto loader = Loader::Create(dataset, {}, options).value();
  EXPECT_THAT(Take(*loader, 2, 1)[1].images, ElementsAre(5, 6, 7, 8, 9));
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(loader->Next().status().message(),
              "epoch 0, batch 2, sample 13: fake.bin: byte 3: broken");
  }
  ASSERT_TRUE(loader->Seek(0, 3).ok());
  EXPECT_THAT(Take(*loader, 1, 1)[0].images, ElementsAre(15, 16, 17, 18, 19));
}

TEST(Loader, ChecksItsOptions) {
  const FakeDataset dataset(20);
  const auto error = [&](int64_t batch, int threads, int prefetch) {
    return std::string(
        Loader::Create(dataset, {}, Options(batch, threads, prefetch))
            .status()
            .message());
  };
  EXPECT_EQ(error(0, 1, 1),
            "loader: batch = 0 is out of range, expected 1 to 4294967295");
  EXPECT_EQ(error(1, 0, 1),
            "loader: threads = 0 is out of range, expected 1 to 256");
  EXPECT_EQ(error(1, 1, 0),
            "loader: prefetch = 0 is out of range, expected 1 to 1024");
  LoaderOptions options = Options(21, 1, 1);
  options.drop_last = true;
  EXPECT_EQ(Loader::Create(dataset, {}, options).status().message(),
            "loader: an epoch would be empty: drop_last leaves out 20 samples "
            "that do not fill a batch of 21");
  const FakeDataset vectors(20, Shape({7}));
  EXPECT_EQ(Loader::Create(vectors, Augment(), options).status().message(),
            "loader: an epoch would be empty: drop_last leaves out 20 samples "
            "that do not fill a batch of 21");
  EXPECT_EQ(Loader::Create(vectors, Augment(), {}).status().message(),
            "flip: samples are [7], expected images [H,W,C] or [T,H,W,C]");
}

TEST(Loader, RefusesBatchesThatDoNotFitIntoMemory) {
  const FakeDataset dataset(1000, {1 << 20, 1 << 20, 1 << 20});
  LoaderOptions options;
  options.batch = 1000;
  const absl::Status status = Loader::Create(dataset, {}, options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(status.message(),
            "loader: 5 batches of 1000 samples [1048576,1048576,1048576] do "
            "not fit into memory");
}

// A data set whose samples take a while.
class SlowDataset : public FakeDataset {
 public:
  using FakeDataset::FakeDataset;
  absl::Status Read(int64_t index, float* sample,
                    int64_t* label) const override {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    ++reads;
    return FakeDataset::Read(index, sample, label);
  }
  mutable std::atomic<int> reads{0};
};

TEST(Loader, JoinsItsThreadsWhereverTheyAre) {
  const SlowDataset dataset(100);
  for (int taken = 0; taken < 4; ++taken) {
    for (int threads : {1, 4}) {
      const auto loader =
          Loader::Create(dataset, {}, Options(3, threads, 2)).value();
      for (int i = 0; i < taken; ++i) ASSERT_TRUE(loader->Next().ok());
    }
  }
}

TEST(Loader, MeasuresWaiting) {
  const SlowDataset dataset(100);
  const auto loader = Loader::Create(dataset, {}, Options(10, 1, 1)).value();
  EXPECT_EQ(loader->seconds_waiting(), 0);
  ASSERT_TRUE(loader->Next().ok());
  EXPECT_GE(loader->seconds_waiting(), 0.015);
}

TEST(Loader, ReadsAheadButNoFurtherThanAsked) {
  const SlowDataset dataset(100);
  const auto loader = Loader::Create(dataset, {}, Options(2, 4, 3)).value();
  ASSERT_TRUE(loader->Next().ok());
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (dataset.reads < 8 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(dataset.reads, 8);  // the batch in use and three ahead
}

// Element 0 of a sample is its first draw.
class DrawingDataset : public FakeDataset {
 public:
  DrawingDataset() : FakeDataset(20, Shape({1})) {}
  absl::Status ReadDrawn(const SampleDraw& draw, int64_t index, float* sample,
                         int64_t* label) const override {
    *sample = draw.Uniform(0);
    *label = index % 10;
    return absl::OkStatus();
  }
};

TEST(Loader, GivesTheDataSetNumbersForSeedEpochAndSample) {
  const DrawingDataset dataset;
  LoaderOptions options;
  options.batch = 10;
  options.seed = 5;
  options.threads = 2;
  const auto loader = Loader::Create(dataset, {}, options).value();
  std::set<float> seen;
  for (int64_t epoch = 0; epoch < 2; ++epoch) {
    while (const Batch* batch = loader->Next().value()) {
      for (int64_t i = 0; i < batch->count; ++i) {
        const SampleDraw draw(MakeRandomKey(5, "read"), epoch,
                              batch->index * 10 + i, Dataset::kDraws);
        EXPECT_EQ(batch->images[i], draw.Uniform(0));
        seen.insert(batch->images[i]);
      }
    }
  }
  EXPECT_EQ(seen.size(), 40);
}

TEST(Loader, PacksSamplesThatATransformShortens) {
  // Element j of sample i is i + j / 1024; a frame has 6 of them.
  const FakeDataset dataset(10, Shape({5, 3, 2, 1}));
  LoaderOptions options;
  options.batch = 4;
  options.threads = 2;
  std::vector<std::unique_ptr<Transform>> transforms;
  transforms.push_back(
      MakeTransform(Call::Parse("draw_frames(count = 2)").value()).value());
  const auto loader =
      Loader::Create(dataset, std::move(transforms), options).value();
  EXPECT_EQ(loader->sample_shape(), Shape({2, 3, 2, 1}));
  int64_t samples = 0;
  std::set<float> choices;
  for (int epoch = 0; epoch < 4; ++epoch) {
    while (const Batch* batch = loader->Next().value()) {
      std::vector<float> drawn;  // of the batch: where its frames begin
      for (int64_t n = 0; n < batch->count; ++n, ++samples) {
        const float* sample = batch->images + n * 12;
        const float i = static_cast<float>(batch->index * 4 + n);
        std::vector<float> begins;
        for (int frame = 0; frame < 2; ++frame) {
          const float begin = (sample[frame * 6] - i) * 1024 / 6;
          begins.push_back(begin);
          choices.insert(begin);
          for (int j = 0; j < 6; ++j) {
            EXPECT_EQ(sample[frame * 6 + j], i + (begin * 6 + j) / 1024);
          }
        }
        EXPECT_LT(begins[0], begins[1]);
        if (n == 0) drawn = begins;
        EXPECT_EQ(begins, drawn);
      }
    }
  }
  EXPECT_EQ(samples, 40);
  EXPECT_EQ(choices.size(), 5);
}

}  // namespace
}  // namespace synfire
