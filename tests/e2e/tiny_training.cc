#include "tests/e2e/tiny_training.h"

#include <memory>
#include <sstream>

#include "core/rng.h"
#include "ops/all_ops.h"
#include "tests/data/test_files.h"
#include "tests/device/test_device.h"

namespace synfire {
namespace {

constexpr uint32_t kSide = 8, kClasses = 4;

// Class c has a bright quadrant, number c; all else is dim noise.
void WriteImages(const std::string& folder, const std::string& split,
                 uint32_t count) {
  constexpr uint8_t kUnsignedBytes = 8;
  const RandomKey key = MakeRandomKey(5, split);
  Bytes pixels, labels;
  for (uint32_t n = 0; n < count; ++n) {
    const uint32_t label = n % kClasses;
    labels.push_back(label);
    for (uint32_t h = 0; h < kSide; ++h) {
      for (uint32_t w = 0; w < kSide; ++w) {
        const uint32_t quadrant = h / (kSide / 2) * 2 + w / (kSide / 2);
        const uint32_t noise = UniformInt(key, n, h * kSide + w, 60);
        pixels.push_back((quadrant == label ? 190 : 0) + noise);
      }
    }
  }
  WriteFile(folder, split + "-images",
            IdxBytes(kUnsignedBytes, {count, kSide, kSide}, pixels));
  WriteFile(folder, split + "-labels",
            IdxBytes(kUnsignedBytes, {count}, labels));
}

constexpr char kModel[] = R"(
name: 'tiny'
steps: 3
input { name: 'image' channels: 1 height: 8 width: 8 }
layer { name: 'conv' op: 'conv2d(channels = 8, kernel = 3, pad = 1, bias = false)' }
layer { name: 'norm' op: 'batch_norm' }
layer { name: 'fire' op: 'plif' }
layer { name: 'pool' op: 'max_pool2d(kernel = 2)' }
layer { name: 'flat' op: 'flatten' }
layer { name: 'drop' op: 'dropout(probability = 0.2)' }
layer { name: 'rate' op: 'mean_time' }
layer { name: 'classes' op: 'linear(features = 4)' }
)";

std::string TrainingFile(const std::string& folder) {
  const auto data = [&](const std::string& split) {
    return absl::StrCat("data: 'idx(images = \"", folder, "/", split,
                        "-images\", labels = \"", folder, "/", split,
                        "-labels\", classes = 4)' ");
  };
  return absl::StrCat("model: 'tiny.prototxt'\n",  //
                      "train { ", data("train"),   //
                      " transform: 'shift(pixels = 1)' batch: 8 }\n", "test { ",
                      data("test"), " batch: 8 }\n",
                      "loss: 'cross_entropy'\n"
                      "optimizer: 'adam(lr = 0.01)'\n"
                      "schedule: 'cosine(epochs = 2, per_step = true)'\n"
                      "epochs: 2 seed: 3 threads: 1\n"
                      "output: '",
                      folder, "/run'\n");
}

}  // namespace

TinyTraining::TinyTraining() : catalog_(&AllOps()) {
  WriteImages(folder_, "train", 32);
  WriteImages(folder_, "test", 12);
  Write(Path("tiny.prototxt"), kModel);
  Write(training_path(), TrainingFile(folder_));
}

std::string TinyTraining::CheckpointOf(const std::string& run, int step) const {
  absl::StatusOr<RunDirectory> directory = RunDirectory::Open(Path(run));
  EXPECT_TRUE(directory.ok()) << directory.status();
  return directory.ok() ? directory->CheckpointPath(step) : "";
}

absl::StatusOr<TrainResult> TinyTraining::Train(
    const std::string& run, const std::vector<std::string>& settings,
    TrainOptions options) const {
  std::vector<std::string> all = settings;
  all.push_back("output=" + Path(run));
  SYNFIRE_ASSIGN_OR_RETURN(
      const TrainingText text,
      ReadTrainingText(training_path(), SettingsFromFlags(all)));
  std::ostringstream out;
  options.compile = OnTestDevice(options.compile);
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::unique_ptr<Trainer> trainer,
      Trainer::Create(text, *catalog_, std::move(options), &out));
  return trainer->Run();
}

TrainResult TinyTraining::TrainOk(const std::string& run,
                                  const std::vector<std::string>& settings,
                                  TrainOptions options) const {
  absl::StatusOr<TrainResult> result = Train(run, settings, std::move(options));
  EXPECT_TRUE(result.ok()) << result.status();
  return result.ok() ? *result : TrainResult();
}

TrainOptions TinyTraining::StopAtCall(int call) {
  TrainOptions options;
  options.stop = [call, calls = 0]() mutable { return calls++ == call; };
  return options;
}

}  // namespace synfire
