// Elements as numbers and texts.  A row is a reference of 16 bytes: its length,
// the address of a heap, and the number of an object there:
//
//   "GCOL", version, 3 bytes, size of the heap
//   object: number (2), uses (2), 4 bytes, size (8), data filled up to 8 bytes
//   number 0 is the room that is left
#include <algorithm>

#include "data/byte_order.h"
#include "data/hdf5/block.h"
#include "data/hdf5/hdf5_file.h"

namespace synfire {
namespace {

constexpr uint64_t kHeader = 16;  // of a heap, and of an object

struct HeapObject {
  uint64_t begin, size;
};

absl::StatusOr<HeapObject> FindObject(const RandomAccess& file,
                                      uint64_t address, uint64_t number) {
  constexpr char kWhat[] = "a heap of rows";
  SYNFIRE_ASSIGN_OR_RETURN(Hdf5Block heap,
                           Hdf5Block::Read(file, address, kHeader, kWhat));
  SYNFIRE_RETURN_IF_ERROR(heap.Expect("GCOL"));
  heap.Skip(4);
  const uint64_t size = heap.Number(8);
  uint64_t at = kHeader;
  while (at <= size && size - at >= kHeader) {
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block object, Hdf5Block::Read(file, address + at, kHeader, kWhat));
    const uint64_t found = object.Number(2);
    object.Skip(6);
    const uint64_t length = object.Number(8);
    if (found == 0) break;
    if (length > size - at - kHeader) {
      return object.Wrong("a row of ", length,
                          " bytes ends behind its heap: the file is corrupt");
    }
    if (found == number) return HeapObject{address + at + kHeader, length};
    at += kHeader + (length + 7) / 8 * 8;
  }
  return UserError(file.name(), ": byte ", address, ": the heap has no row ",
                   number, ": the file is corrupt");
}

}  // namespace

// The number of elements of the row.
absl::StatusOr<int64_t> Hdf5Array::ReadRowBytes(
    int64_t index, std::vector<uint8_t>* bytes) const {
  const uint8_t* reference = elements_.data() + index * 16;
  const uint64_t length = LoadLittleEndian<uint32_t>(reference);
  bytes->clear();
  if (length == 0) return 0;
  SYNFIRE_ASSIGN_OR_RETURN(
      const HeapObject object,
      FindObject(*file_, LoadLittleEndian<uint64_t>(reference + 4),
                 LoadLittleEndian<uint32_t>(reference + 12)));
  if (object.size != length * type_.size) {
    return UserError(file_->name(), ": byte ", object.begin, ": row ", index,
                     " of ", path_, " has ", object.size, " bytes, expected ",
                     length, " elements of ", type_.size,
                     ": the file is corrupt");
  }
  const uint64_t end = static_cast<uint64_t>(file_->size());
  if (object.begin > end || object.size > end - object.begin) {
    return UserError(file_->name(), ": byte ", end, ": row ", index, " of ",
                     path_, " goes on to byte ", object.begin + object.size,
                     ": the file is cut short or corrupt");
  }
  bytes->resize(object.size);
  SYNFIRE_RETURN_IF_ERROR(
      file_->Read(static_cast<int64_t>(object.begin), absl::MakeSpan(*bytes)));
  return static_cast<int64_t>(length);
}

absl::Status Hdf5Array::ReadRow(int64_t index, std::vector<uint8_t>* scratch,
                                std::vector<double>* row) const {
  SYNFIRE_ASSIGN_OR_RETURN(const int64_t length, ReadRowBytes(index, scratch));
  row->resize(static_cast<size_t>(length));
  for (int64_t i = 0; i < length; ++i) {
    (*row)[i] = Hdf5Real(type_, scratch->data() + i * type_.size);
  }
  return absl::OkStatus();
}

absl::Status Hdf5Array::ReadRow(int64_t index, std::vector<uint8_t>* scratch,
                                std::vector<int64_t>* row) const {
  SYNFIRE_ASSIGN_OR_RETURN(const int64_t length, ReadRowBytes(index, scratch));
  row->resize(static_cast<size_t>(length));
  for (int64_t i = 0; i < length; ++i) {
    (*row)[i] = Hdf5Integer(type_, scratch->data() + i * type_.size);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<int64_t>> Hdf5Array::Integers() const {
  if (type_.rows || type_.type != Hdf5Type::kInteger) {
    return UserError(file_->name(), ": ", path_, " holds ", ToString(type_),
                     ", expected integers");
  }
  std::vector<int64_t> integers(static_cast<size_t>(size_));
  for (int64_t i = 0; i < size_; ++i) {
    integers[i] = Hdf5Integer(type_, elements_.data() + i * type_.size);
  }
  return integers;
}

absl::StatusOr<std::vector<std::string>> Hdf5Array::Texts() const {
  if (type_.type != Hdf5Type::kText && type_.type != Hdf5Type::kLongText) {
    return UserError(file_->name(), ": ", path_, " holds ", ToString(type_),
                     ", expected texts");
  }
  std::vector<std::string> texts;
  std::vector<uint8_t> scratch;
  for (int64_t i = 0; i < size_; ++i) {
    const uint8_t* begin = elements_.data() + i * type_.size;
    const uint8_t* end = begin + type_.size;
    if (type_.rows) {
      SYNFIRE_RETURN_IF_ERROR(ReadRowBytes(i, &scratch).status());
      begin = scratch.data();
      end = begin + scratch.size();
    }
    std::string text(begin, std::find(begin, end, '\0'));
    text.erase(text.find_last_not_of(' ') + 1);
    texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace synfire
