#include "data/imagenet/imagenet.h"

#include <sys/stat.h>

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

#include "core/parallel.h"
#include "data/file_bytes.h"
#include "data/image/decode.h"
#include "data/image/resize.h"
#include "data/imagenet/image_folder.h"
#include "data/scratch_pool.h"
#include "data/unit_range.h"

namespace synfire {
namespace {

struct Scratch {
  std::vector<uint8_t> file;
  Image image;
  ResizeScratch resize;
  std::vector<uint8_t> view;
};

class Imagenet : public Dataset {
 public:
  Imagenet(ImageFolder folder, const ImagenetOptions& options)
      : folder_(std::move(folder)),
        options_(options),
        shape_({options.random.size, options.random.size, Image::kChannels}) {}

  int64_t size() const override {
    return static_cast<int64_t>(folder_.files.size());
  }
  const Shape& sample_shape() const override { return shape_; }
  int64_t classes() const override {
    return static_cast<int64_t>(folder_.class_names.size());
  }
  const std::vector<std::string>& class_names() const override {
    return folder_.class_names;
  }
  std::string SampleName(int64_t index) const override {
    return folder_.files[index].name;
  }
  const std::vector<SkippedSample>& skipped() const override {
    return skipped_;
  }

  absl::Status Read(int64_t index, float* sample,
                    int64_t* label) const override {
    const SampleDraw draw(MakeRandomKey(0, "read"), 0, index, kDraws);
    return ReadDrawn(draw, index, sample, label);
  }

  absl::Status ReadDrawn(const SampleDraw& draw, int64_t index, float* sample,
                         int64_t* label) const override {
    *label = folder_.files[index].label;
    return WithScratch(index, [&](Scratch* scratch) {
      SYNFIRE_RETURN_IF_ERROR(Decode(index, scratch));
      const View view = ViewOf(scratch->image, draw);
      scratch->view.resize(static_cast<size_t>(shape_.size()));
      Resize(scratch->image, view, &scratch->resize, scratch->view.data());
      const auto& unit = UnitRange();
      std::transform(scratch->view.begin(), scratch->view.end(), sample,
                     [&](uint8_t value) { return unit[value]; });
      return absl::OkStatus();
    });
  }

  // Leaves out the files that cannot be decoded.
  absl::Status Skip() {
    std::vector<absl::Status> statuses(folder_.files.size());
    ParallelFor(size(), /*grain=*/1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        statuses[i] = WithScratch(
            i, [&](Scratch* scratch) { return Decode(i, scratch); });
      }
    });
    std::vector<ImageFile> kept;
    for (size_t i = 0; i < statuses.size(); ++i) {
      ImageFile& file = folder_.files[i];
      if (statuses[i].ok()) {
        kept.push_back(std::move(file));
      } else {
        skipped_.push_back(
            {std::move(file.name), std::string(statuses[i].message())});
      }
    }
    folder_.files = std::move(kept);
    if (size() > 0) return absl::OkStatus();
    return UserError("none of ", skipped_.size(),
                     " images can be read; the first: ", skipped_[0].error);
  }

 private:
  static_assert(RandomViewRule::kDraws <= kDraws);

  std::string PathOf(int64_t index) const {
    return folder_.path + "/" + folder_.files[index].name;
  }

  template <typename Use>
  absl::Status WithScratch(int64_t index, Use&& use) const {
    try {
      std::unique_ptr<Scratch> scratch = pool_.Take();
      const absl::Status status = use(scratch.get());
      pool_.Return(std::move(scratch));
      return status;
    } catch (const std::bad_alloc&) {
      return absl::ResourceExhaustedError(
          absl::StrCat(PathOf(index), ": the image does not fit into memory"));
    }
  }

  absl::Status Decode(int64_t index, Scratch* scratch) const {
    const std::string path = PathOf(index);
    SYNFIRE_RETURN_IF_ERROR(ReadFileBytes(path, &scratch->file));
    return DecodeImage(scratch->file, path, &scratch->image);
  }

  View ViewOf(const Image& image, const SampleDraw& draw) const {
    if (options_.resize.has_value()) {
      return CenterView(image.height, image.width, *options_.resize,
                        options_.random.size);
    }
    return RandomView(image.height, image.width, options_.random, draw);
  }

  ImageFolder folder_;
  const ImagenetOptions options_;
  const Shape shape_;  // [size,size,3]
  std::vector<SkippedSample> skipped_;
  mutable ScratchPool<Scratch> pool_;
};

bool IsFolder(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

// A class that one split lacks would shift the numbers of those after it.
absl::Status CheckSameClasses(const ImageFolder& val,
                              const std::string& train_path) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<std::string> train,
                           ListClassFolders(train_path));
  const auto [ours, theirs] =
      std::mismatch(val.class_names.begin(), val.class_names.end(),
                    train.begin(), train.end());
  const bool more = ours != val.class_names.end();
  if (!more && theirs == train.end()) return absl::OkStatus();
  const bool extra = more && (theirs == train.end() || *ours < *theirs);
  return UserError(extra ? val.path : train_path, " has the class folder ",
                   extra ? *ours : *theirs, ", which ",
                   extra ? train_path : val.path,
                   " has not: the numbers of the classes would differ");
}

absl::StatusOr<ImagenetOptions> ReadOptions(const Attrs& attrs) {
  ImagenetOptions options;
  options.split = attrs.String("split");
  options.path = attrs.String("path");
  options.skip = attrs.String("on_error") == "SKIP";
  RandomViewRule& random = options.random;
  random.size = attrs.Int("size");
  const bool center = attrs.String("crop") == "center";
  const auto range = [&](const char* name, double* min,
                         double* max) -> absl::Status {
    if (attrs.IsNone(name)) return absl::OkStatus();
    const AttrValue& value = attrs.Get(name);
    if (center) {
      return UserError("imagenet: ", name, " = ", ToText(value),
                       " is for crop = random, not for crop = center");
    }
    *min = attrs.Floats(name)[0];
    *max = attrs.Floats(name)[1];
    if (*min <= *max) return absl::OkStatus();
    return UserError("imagenet: ", name, " = ", ToText(value),
                     ": expected the smaller number first");
  };
  SYNFIRE_RETURN_IF_ERROR(range("scale", &random.min_scale, &random.max_scale));
  SYNFIRE_RETURN_IF_ERROR(range("ratio", &random.min_ratio, &random.max_ratio));
  if (center) options.resize = random.size * 8 / 7;
  if (!attrs.IsNone("resize")) {
    options.resize = attrs.Int("resize");
    if (!center) {
      return UserError("imagenet: resize = ", *options.resize,
                       " is for crop = center, not for crop = random");
    }
    if (*options.resize < random.size) {
      return UserError("imagenet: resize = ", *options.resize,
                       " is less than size = ", random.size,
                       ": there is no room for the crop");
    }
  }
  return options;
}

Schema ImagenetSchema() {
  AttrDef resize{"resize", AttrType::kInt,
                 "center: shorter side before the crop; none: size * 8 / 7",
                 AttrValue(None()), "pixels"};
  resize.min = 1;
  resize.max = 1 << 15;
  resize.none_allowed = true;
  AttrDef scale{"scale", AttrType::kFloats,
                "random: least and most of the area; none: [0.08, 1]",
                AttrValue(None())};
  scale.min = 0;
  scale.min_exclusive = true;
  scale.max = 1;
  scale.length = 2;
  scale.none_allowed = true;
  AttrDef ratio{"ratio", AttrType::kFloats,
                "random: least and most width / height; none: [3/4, 4/3]",
                AttrValue(None())};
  ratio.min = 0;
  ratio.min_exclusive = true;
  ratio.length = 2;
  ratio.none_allowed = true;
  Schema schema("data set", "imagenet",
                "Photographs of any size, in a folder a class.");
  schema.Symbol("split", std::nullopt, {"train", "val"}, "which part")
      .Attr({"path", AttrType::kText, "folder that holds train and val"})
      .Symbol("crop", std::nullopt, {"random", "center"},
              "which part of a photograph is shown")
      .Int("size", 224, 1, 1 << 12, "height and width of a sample")
      .Attr(std::move(resize))
      .Attr(std::move(scale))
      .Attr(std::move(ratio))
      .Symbol("on_error", "FAIL", {"FAIL", "SKIP"},
              "SKIP: decodes all files first, leaves out what it cannot");
  return schema;
}

std::vector<std::string> PartsIn(const std::string& folder) {
  std::vector<std::string> calls;
  for (const char* split : {"train", "val"}) {
    if (!IsImageFolder(folder + "/" + split)) continue;
    calls.push_back(absl::StrCat("imagenet(split = ", split,
                                 ", path = ", ToText(AttrValue(folder)),
                                 ", crop = center)"));
  }
  return calls;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Dataset>> OpenImagenet(
    const ImagenetOptions& options) {
  const std::string path = options.path + "/" + options.split;
  if (!IsFolder(path)) {
    return absl::NotFoundError(absl::StrCat(
        "imagenet: there is no folder ", path,
        "; the attribute 'path' names the folder that holds train and val"));
  }
  SYNFIRE_ASSIGN_OR_RETURN(ImageFolder folder, ListImageFolder(path));
  const std::string train_path = options.path + "/train";
  if (options.split != "train" && IsFolder(train_path)) {
    SYNFIRE_RETURN_IF_ERROR(CheckSameClasses(folder, train_path));
  }
  auto dataset = std::make_unique<Imagenet>(std::move(folder), options);
  if (options.skip) {
    SYNFIRE_RETURN_IF_ERROR(Annotate(dataset->Skip(), "imagenet: "));
  }
  return dataset;
}

DatasetDef ImagenetDef() {
  return {ImagenetSchema(),
          [](const Attrs& attrs) -> absl::StatusOr<std::unique_ptr<Dataset>> {
            SYNFIRE_ASSIGN_OR_RETURN(const ImagenetOptions options,
                                     ReadOptions(attrs));
            return OpenImagenet(options);
          },
          PartsIn};
}

}  // namespace synfire
