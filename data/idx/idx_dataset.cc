#include "data/idx/idx_dataset.h"

#include <utility>

#include "data/idx/idx.h"
#include "data/unit_range.h"

namespace synfire {
namespace {

class IdxDataset : public Dataset {
 public:
  IdxDataset(IdxArray images, Shape sample_shape, IdxArray labels,
             std::vector<std::string> class_names)
      : images_(std::move(images)),
        sample_shape_(std::move(sample_shape)),
        sample_size_(sample_shape_.size()),
        labels_(std::move(labels)),
        class_names_(std::move(class_names)) {}

  int64_t size() const override { return images_.shape()[0]; }
  const Shape& sample_shape() const override { return sample_shape_; }
  int64_t classes() const override {
    return static_cast<int64_t>(class_names_.size());
  }
  const std::vector<std::string>& class_names() const override {
    return class_names_;
  }

  absl::Status Read(int64_t index, float* sample,
                    int64_t* label) const override {
    const auto& unit = UnitRange();
    const uint8_t* pixels = images_.data() + index * sample_size_;
    for (int64_t i = 0; i < sample_size_; ++i) sample[i] = unit[pixels[i]];
    *label = static_cast<int64_t>(labels_.Value(index));
    return absl::OkStatus();
  }

 private:
  const IdxArray images_;
  const Shape sample_shape_;  // [H,W,C]
  const int64_t sample_size_;
  const IdxArray labels_;
  const std::vector<std::string> class_names_;
};

absl::StatusOr<Shape> SampleShape(const IdxArray& images,
                                  const std::string& path) {
  const Shape& shape = images.shape();
  if (images.type() != IdxType::kU8 || shape.rank() < 3 || shape.rank() > 4) {
    return UserError(path, ": holds ", shape.ToString(), " ",
                     Name(images.type()),
                     ", expected images, u8 [N,H,W] or [N,H,W,C]");
  }
  if (images.size() == 0) {
    return UserError(path, ": holds ", shape.ToString(),
                     ", expected at least one image of at least one pixel");
  }
  return Shape({shape[1], shape[2], shape.rank() == 4 ? shape[3] : 1});
}

absl::Status CheckLabels(const IdxArray& labels, const std::string& path,
                         int64_t count, const std::string& images_path,
                         int64_t classes) {
  if (!IsInteger(labels.type()) || labels.shape().rank() != 1) {
    return UserError(path, ": holds ", labels.shape().ToString(), " ",
                     Name(labels.type()), ", expected labels, integers [N]");
  }
  if (labels.size() != count) {
    return UserError(path, ": holds ", labels.size(), " labels, expected ",
                     count, ", one for each image of ", images_path);
  }
  for (int64_t i = 0; i < count; ++i) {
    const int64_t value = static_cast<int64_t>(labels.Value(i));
    if (value < 0 || value >= classes) {
      return UserError(path, ": label ", value, " of sample ", i,
                       " is out of range, expected 0 to ", classes - 1);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Dataset>> OpenIdxDataset(
    const std::string& images_path, const std::string& labels_path,
    std::vector<std::string> class_names) {
  SYNFIRE_ASSIGN_OR_RETURN(IdxArray images, ReadIdx(images_path));
  SYNFIRE_ASSIGN_OR_RETURN(Shape shape, SampleShape(images, images_path));
  SYNFIRE_ASSIGN_OR_RETURN(IdxArray labels, ReadIdx(labels_path));
  SYNFIRE_RETURN_IF_ERROR(
      CheckLabels(labels, labels_path, images.shape()[0], images_path,
                  static_cast<int64_t>(class_names.size())));
  return std::make_unique<IdxDataset>(std::move(images), std::move(shape),
                                      std::move(labels),
                                      std::move(class_names));
}

std::vector<std::string> NumberedClassNames(int64_t classes) {
  std::vector<std::string> names;
  for (int64_t i = 0; i < classes; ++i) names.push_back(absl::StrCat(i));
  return names;
}

DatasetDef IdxDef() {
  Schema schema("data set", "idx", "Labelled images from two IDX files.");
  schema
      .Attr({"images", AttrType::kText,
             "file of u8 images [N,H,W] or [N,H,W,C], gzip'ed or not"})
      .Attr({"labels", AttrType::kText,
             "file of integer labels [N], gzip'ed or not"})
      .Int("classes", 10, 1, 1 << 20, "number of classes");
  return {std::move(schema), [](const Attrs& attrs) {
            return OpenIdxDataset(attrs.String("images"),
                                  attrs.String("labels"),
                                  NumberedClassNames(attrs.Int("classes")));
          }};
}

}  // namespace synfire
