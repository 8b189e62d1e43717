#include "data/hdf5/elements.h"

#include <algorithm>
#include <string>
#include <utility>

namespace synfire {
namespace {

constexpr uint64_t kMostNodes = uint64_t{1} << 20;

// The chunks of a data set: each is read and copied to its place.
class Chunks {
 public:
  Chunks(const RandomAccess& file, const std::vector<Hdf5Filter>& filters,
         uint64_t chunk, uint64_t size, std::vector<uint8_t>* elements)
      : file_(file),
        filters_(filters),
        chunk_(chunk),
        size_(size),
        elements_(elements),
        there_((elements->size() / size + chunk - 1) / chunk) {}

  // `level` is that of the node's parent, so that a tree ends.
  absl::Status ReadNode(uint64_t address, uint64_t level) {
    constexpr char kWhat[] = "a tree of chunks";
    constexpr uint64_t kKey = 24;  // bytes, filters, 2 offsets
    if (++nodes_ > kMostNodes) {
      return UserError(file_.name(), ": byte ", address,
                       ": the data has more than ", kMostNodes,
                       " chunks: the file is corrupt");
    }
    SYNFIRE_ASSIGN_OR_RETURN(Hdf5Block node,
                             Hdf5Block::Read(file_, address, 24, kWhat));
    SYNFIRE_RETURN_IF_ERROR(node.Expect("TREE"));
    const uint64_t type = node.Number(1);
    const uint64_t own = node.Number(1);
    const uint64_t count = node.Number(2);
    if (type != 1 || own >= level) {
      return node.Wrong(
          "this is no node of a tree of chunks: the file is "
          "corrupt");
    }
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block children,
        Hdf5Block::Read(file_, address + 24, (kKey + 8) * count, kWhat));
    for (uint64_t i = 0; i < count; ++i) {
      const uint64_t bytes = children.Number(4);
      const uint64_t left_out = children.Number(4);
      const uint64_t offset = children.Number(8);
      children.Skip(8);
      const uint64_t child = children.Number(8);
      SYNFIRE_RETURN_IF_ERROR(own > 0
                                  ? ReadNode(child, own)
                                  : ReadChunk(child, bytes, left_out, offset));
    }
    return absl::OkStatus();
  }

  // The first element that no chunk has; all of them where there is none.
  uint64_t Missing() const {
    return static_cast<uint64_t>(
               std::find(there_.begin(), there_.end(), false) -
               there_.begin()) *
           chunk_;
  }

 private:
  absl::Status ReadChunk(uint64_t address, uint64_t stored, uint64_t left_out,
                         uint64_t offset) {
    if (offset % chunk_ != 0 || offset / chunk_ >= there_.size() ||
        there_[offset / chunk_]) {
      return UserError(file_.name(), ": byte ", address,
                       ": a chunk of the elements from ", offset,
                       " on has no place: the file is corrupt");
    }
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block block, Hdf5Block::Read(file_, address, stored, "a chunk"));
    const absl::Span<const uint8_t> taken = block.Take(stored);
    std::vector<uint8_t> bytes(taken.begin(), taken.end());
    const std::string wrong =
        UndoHdf5Filters(filters_, left_out, chunk_ * size_, &bytes);
    if (!wrong.empty()) {
      return UserError(file_.name(), ": byte ", address, ": a chunk of ",
                       chunk_ * size_, " bytes ", wrong,
                       ": the file is corrupt");
    }
    there_[offset / chunk_] = true;
    const uint64_t begin = offset * size_;
    std::copy_n(bytes.begin(),
                std::min<uint64_t>(bytes.size(), elements_->size() - begin),
                elements_->begin() + static_cast<int64_t>(begin));
    return absl::OkStatus();
  }

  const RandomAccess& file_;
  const std::vector<Hdf5Filter>& filters_;
  const uint64_t chunk_, size_;  // elements of a chunk, bytes of an element
  std::vector<uint8_t>* const elements_;
  std::vector<bool> there_;
  uint64_t nodes_ = 0;
};

absl::Status ReadChunks(const RandomAccess& file, Hdf5Block layout,
                        const std::vector<Hdf5Filter>& filters, uint64_t count,
                        uint64_t size, std::vector<uint8_t>* elements) {
  constexpr uint64_t kAboveAll = 256;  // levels are one byte
  // DEFLATE does not pack more tightly.
  constexpr uint64_t kMostExpansion = 1032;
  const uint64_t axes = layout.Number(1);
  const uint64_t tree = layout.Number(8);
  const uint64_t chunk = layout.Number(4);
  const uint64_t element = layout.Number(4);
  SYNFIRE_RETURN_IF_ERROR(layout.status());
  if (axes != 2 || chunk == 0 || element != size) {
    return layout.Wrong("chunks of ", chunk, " elements of ", element,
                        " bytes, expected some of ", size,
                        " bytes: the file is corrupt");
  }
  const uint64_t expansion = filters.empty() ? 1 : kMostExpansion;
  const uint64_t most =
      expansion * static_cast<uint64_t>(file.size()) / size;
  if (tree == kHdf5Nowhere || count > most || chunk > most) {
    return layout.Wrong(count, " elements in chunks of ", chunk,
                        " are more than the file has room for");
  }
  elements->resize(count * size);
  Chunks chunks(file, filters, chunk, size, elements);
  SYNFIRE_RETURN_IF_ERROR(chunks.ReadNode(tree, kAboveAll));
  if (chunks.Missing() >= count) return absl::OkStatus();
  return layout.Wrong("element ", chunks.Missing(), " of ", count,
                      " was never written");
}

}  // namespace

absl::StatusOr<std::vector<uint8_t>> ReadHdf5Elements(
    const RandomAccess& file, Hdf5Block layout,
    const std::vector<Hdf5Filter>& filters, uint64_t count, uint64_t size) {
  enum : uint64_t { kCompact = 0, kContiguous = 1, kChunked = 2 };
  std::vector<uint8_t> elements;
  if (count == 0) return elements;
  const uint64_t version = layout.Number(1);
  const uint64_t kind = layout.Number(1);
  const bool simple = kind == kCompact || kind == kContiguous;
  if (version != 3 && !(version == 4 && simple)) {
    return layout.Wrong(
        "the data is laid out by version ", version,
        ", which is not read; write the file anew for HDF5 1.8 or earlier, as "
        "in h5py's libver = 'earliest'");
  }
  if (kind == kChunked) {
    SYNFIRE_RETURN_IF_ERROR(
        ReadChunks(file, layout, filters, count, size, &elements));
    return elements;
  }
  if (!simple) {
    return layout.Wrong("layout ", kind, " of data, expected 0, 1 or 2");
  }
  const uint64_t begin = kind == kContiguous ? layout.Number(8) : 0;
  const uint64_t stored = layout.Number(kind == kContiguous ? 8 : 2);
  SYNFIRE_RETURN_IF_ERROR(layout.status());
  if (begin == kHdf5Nowhere) return layout.Wrong("nothing was ever written");
  if (stored / size < count) {
    return layout.Wrong(count, " elements of ", size, " bytes are stored in ",
                        stored, ": the file is corrupt");
  }
  if (kind == kContiguous) {
    SYNFIRE_ASSIGN_OR_RETURN(
        layout, Hdf5Block::Read(file, begin, count * size, "data"));
  }
  const absl::Span<const uint8_t> bytes = layout.Take(count * size);
  SYNFIRE_RETURN_IF_ERROR(layout.status());
  elements.assign(bytes.begin(), bytes.end());
  return elements;
}

}  // namespace synfire
