// A data set that is computed: element j of sample i is i + j / 1024, its label
// i % 10.
#ifndef SYNFIRE_TESTS_DATA_FAKE_DATASET_H_
#define SYNFIRE_TESTS_DATA_FAKE_DATASET_H_

#include <string>
#include <utility>
#include <vector>

#include "data/dataset.h"

namespace synfire {

class FakeDataset : public Dataset {
 public:
  explicit FakeDataset(int64_t size, Shape shape = Shape({4, 3, 2}),
                       int64_t broken = -1)
      : size_(size), shape_(std::move(shape)), broken_(broken) {}

  int64_t size() const override { return size_; }
  const Shape& sample_shape() const override { return shape_; }
  int64_t classes() const override { return 10; }
  const std::vector<std::string>& class_names() const override {
    return names_;
  }
  absl::Status Read(int64_t index, float* sample,
                    int64_t* label) const override {
    if (index == broken_) return UserError("fake.bin: byte 3: broken");
    for (int64_t j = 0; j < shape_.size(); ++j) {
      sample[j] = static_cast<float>(index) + static_cast<float>(j) / 1024;
    }
    *label = index % 10;
    return absl::OkStatus();
  }

 private:
  const int64_t size_;
  const Shape shape_;
  const int64_t broken_;  // the sample that cannot be read
  const std::vector<std::string> names_{"0", "1", "2", "3", "4",
                                        "5", "6", "7", "8", "9"};
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DATA_FAKE_DATASET_H_
