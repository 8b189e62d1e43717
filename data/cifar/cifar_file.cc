#include "data/cifar/cifar_file.h"

#include <utility>

#include "data/unit_range.h"

namespace synfire {

int CifarLayout::record_bytes() const {
  return static_cast<int>(classes.size()) +
         CifarFile::kColours * CifarFile::kPlane;
}

absl::StatusOr<CifarFile> CifarFile::Parse(std::vector<uint8_t> bytes,
                                           const CifarLayout& layout,
                                           absl::string_view name) {
  const int64_t size = static_cast<int64_t>(bytes.size());
  const int64_t record = layout.record_bytes();
  if (size == 0) {
    return UserError(name, ": byte 0: the file is empty, expected records of ",
                     record, " bytes");
  }
  if (size % record != 0) {
    return absl::DataLossError(
        absl::StrCat(name, ": byte ", size, ": the file ends after ",
                     size % record, " bytes of record ", size / record,
                     ", expected records of ", record, " bytes"));
  }
  for (int64_t first = 0; first < size; first += record) {
    for (size_t i = 0; i < layout.classes.size(); ++i) {
      const int label = bytes[first + i];
      if (label < layout.classes[i]) continue;
      return UserError(name, ": byte ", first + i, ": label ", label,
                       " of record ", first / record,
                       " is out of range, expected 0 to ",
                       layout.classes[i] - 1);
    }
  }
  return CifarFile(std::move(bytes), layout);
}

int64_t CifarFile::size() const {
  return static_cast<int64_t>(bytes_.size()) / layout_.record_bytes();
}

int64_t CifarFile::label(int64_t index) const {
  return record(index)[layout_.label];
}

void CifarFile::ReadImage(int64_t index, float* image) const {
  const auto& unit = UnitRange();
  const uint8_t* planes = record(index) + layout_.classes.size();
  for (int i = 0; i < kPlane; ++i) {
    for (int c = 0; c < kColours; ++c) {
      image[kColours * i + c] = unit[planes[kPlane * c + i]];
    }
  }
}

}  // namespace synfire
