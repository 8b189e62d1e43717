#include "data/hdf5/hdf5_file.h"

#include <map>
#include <utility>

#include "absl/strings/str_split.h"
#include "data/hdf5/elements.h"
#include "data/hdf5/filters.h"
#include "data/hdf5/objects.h"

namespace synfire {
namespace {

// Elements of a one-dimensional array, or the 1 of a scalar.
absl::StatusOr<uint64_t> ReadCount(Hdf5Block message) {
  const uint64_t version = message.Number(1);
  const uint64_t axes = message.Number(1);
  if (version != 1 && version != 2) {
    return message.Wrong("version ", version,
                         " of the size of data, expected 1 or 2");
  }
  if (axes > 1) {
    return message.Wrong("the data has ", axes, " axes, expected 1");
  }
  message.Skip(version == 1 ? 6 : 2);
  const uint64_t count = axes == 0 ? 1 : message.Number(8);
  SYNFIRE_RETURN_IF_ERROR(message.status());
  constexpr uint64_t kMost = uint64_t{1} << 32;
  if (count <= kMost) return count;
  return message.Wrong("the data has ", count, " elements, expected at most ",
                       kMost);
}

// What a data set's header says of it.
struct Header {
  const Hdf5Message* space = nullptr;
  const Hdf5Message* type = nullptr;
  const Hdf5Message* layout = nullptr;
  const Hdf5Message* filters = nullptr;
};

Header Sort(const std::vector<Hdf5Message>& messages) {
  Header header;
  for (const Hdf5Message& message : messages) {
    switch (message.type) {
      case Hdf5Message::kDataspace:
        header.space = &message;
        break;
      case Hdf5Message::kDatatype:
        header.type = &message;
        break;
      case Hdf5Message::kLayout:
        header.layout = &message;
        break;
      case Hdf5Message::kFilters:
        header.filters = &message;
        break;
      default:
        break;
    }
  }
  return header;
}

}  // namespace

absl::StatusOr<Hdf5File> Hdf5File::Open(
    std::shared_ptr<const RandomAccess> file) {
  Hdf5File result;
  SYNFIRE_ASSIGN_OR_RETURN(result.root_, ReadHdf5Root(*file));
  result.file_ = std::move(file);
  return result;
}

absl::StatusOr<Hdf5Array> Hdf5File::Find(absl::string_view path) const {
  uint64_t address = root_;
  for (absl::string_view name : absl::StrSplit(path, '/', absl::SkipEmpty())) {
    SYNFIRE_ASSIGN_OR_RETURN(const auto members,
                             ReadHdf5Group(*file_, address));
    const auto found = members.find(std::string(name));
    if (found == members.end()) {
      return absl::NotFoundError(
          absl::StrCat(file_->name(), ": there is no data set ", path));
    }
    address = found->second;
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<Hdf5Message> messages,
                           ReadHdf5Header(*file_, address));
  const Header header = Sort(messages);
  if (header.space == nullptr || header.type == nullptr ||
      header.layout == nullptr) {
    return UserError(file_->name(), ": byte ", address, ": ", path,
                     " is no data set");
  }
  for (const Hdf5Message* message :
       {header.space, header.type, header.layout, header.filters}) {
    if (message != nullptr && message->shared) {
      return message->block.Wrong(path,
                                  " shares its description with other "
                                  "data, which is not read");
    }
  }
  Hdf5Array array;
  array.file_ = file_;
  array.path_ = std::string(path);
  SYNFIRE_ASSIGN_OR_RETURN(const uint64_t count,
                           ReadCount(header.space->block));
  array.size_ = static_cast<int64_t>(count);
  SYNFIRE_ASSIGN_OR_RETURN(array.type_, ReadHdf5Type(header.type->block));
  std::vector<Hdf5Filter> filters;
  if (header.filters != nullptr) {
    SYNFIRE_ASSIGN_OR_RETURN(filters, ReadHdf5Filters(header.filters->block));
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      array.elements_, ReadHdf5Elements(*file_, header.layout->block, filters,
                                        count, array.type_.stored_size()));
  return array;
}

}  // namespace synfire
