// The members of a group.  An old one keeps names in a heap of its own, and in
// the leaves of a tree where each begins and what it leads to.
#include <algorithm>
#include <utility>

#include "data/hdf5/objects.h"

namespace synfire {
namespace {

using Members = std::map<std::string, uint64_t>;

// More than any sound group of these data sets has; a bound for a tree that
// leads in circles.
constexpr int kMostNodes = 4096;

class SymbolTree {
 public:
  SymbolTree(const RandomAccess& file, Members* members)
      : file_(file), members_(members) {}

  absl::Status ReadNames(uint64_t address) {
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block heap, Hdf5Block::Read(file_, address, 32, "a group's names"));
    SYNFIRE_RETURN_IF_ERROR(heap.Expect("HEAP"));
    heap.Skip(4);
    const uint64_t size = heap.Number(8);
    heap.Skip(8);
    const uint64_t begin = heap.Number(8);
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block names,
        Hdf5Block::Read(file_, begin, size, "a group's names"));
    const absl::Span<const uint8_t> bytes = names.Take(names.left());
    names_.assign(bytes.begin(), bytes.end());
    return absl::OkStatus();
  }

  // `level` is that of the node's parent, so that a tree ends.
  absl::Status ReadNode(uint64_t address, uint64_t level) {
    if (++nodes_ > kMostNodes) {
      return UserError(file_.name(), ": byte ", address,
                       ": a group has more than ", kMostNodes,
                       " parts: the file is corrupt");
    }
    if (level == 0) return ReadLeaf(address);
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block node, Hdf5Block::Read(file_, address, 24, "a group's tree"));
    SYNFIRE_RETURN_IF_ERROR(node.Expect("TREE"));
    const uint64_t type = node.Number(1);
    const uint64_t own = node.Number(1);
    const uint64_t count = node.Number(2);
    if (type != 0 || own >= level) {
      return node.Wrong("this is no node of a group: the file is corrupt");
    }
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block children,
        Hdf5Block::Read(file_, address + 24, 16 * count + 8, "a group's tree"));
    for (uint64_t i = 0; i < count; ++i) {
      children.Skip(8);
      SYNFIRE_RETURN_IF_ERROR(ReadNode(children.Number(8), own));
    }
    return children.status();
  }

 private:
  absl::Status ReadLeaf(uint64_t address) {
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block leaf,
        Hdf5Block::Read(file_, address, 8, "a group's members"));
    SYNFIRE_RETURN_IF_ERROR(leaf.Expect("SNOD"));
    leaf.Skip(2);
    const uint64_t count = leaf.Number(2);
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block entries,
        Hdf5Block::Read(file_, address + 8, 40 * count, "a group's members"));
    for (uint64_t i = 0; i < count; ++i) {
      const uint64_t name = entries.Number(8);
      if (name >= names_.size()) {
        return entries.Wrong(
            "a name lies outside of its group's: the file is "
            "corrupt");
      }
      const auto begin = names_.begin() + static_cast<int64_t>(name);
      const std::string text(begin, std::find(begin, names_.end(), '\0'));
      (*members_)[text] = entries.Number(8);
      entries.Skip(24);
    }
    return entries.status();
  }

  const RandomAccess& file_;
  Members* const members_;
  std::string names_;
  int nodes_ = 0;
};

absl::Status ReadSymbolTable(const RandomAccess& file, Hdf5Block message,
                             Members* members) {
  constexpr uint64_t kAboveAll = 256;  // levels are one byte
  const uint64_t tree = message.Number(8);
  const uint64_t names = message.Number(8);
  SYNFIRE_RETURN_IF_ERROR(message.status());
  SymbolTree symbols(file, members);
  SYNFIRE_RETURN_IF_ERROR(symbols.ReadNames(names));
  return symbols.ReadNode(tree, kAboveAll);
}

absl::Status ReadLink(Hdf5Block message, Members* members) {
  const uint64_t version = message.Number(1);
  const uint64_t flags = message.Number(1);
  if (version != 1) {
    return message.Wrong("version ", version, " of a link, expected 1");
  }
  const uint64_t type = (flags & 8) != 0 ? message.Number(1) : 0;
  if ((flags & 4) != 0) message.Skip(8);
  if ((flags & 0x10) != 0) message.Skip(1);
  const uint64_t length = message.Number(uint64_t{1} << (flags & 3));
  const absl::Span<const uint8_t> name = message.Take(length);
  SYNFIRE_RETURN_IF_ERROR(message.status());
  if (type != 0) return absl::OkStatus();  // leads to a name, no object
  (*members)[std::string(name.begin(), name.end())] = message.Number(8);
  return message.status();
}

absl::Status CheckLinkInfo(Hdf5Block message) {
  message.Skip(1);
  const uint64_t flags = message.Number(1);
  if ((flags & 1) != 0) message.Skip(8);
  const uint64_t heap = message.Number(8);
  SYNFIRE_RETURN_IF_ERROR(message.status());
  if (heap == kHdf5Nowhere) return absl::OkStatus();
  return message.Wrong(
      "a group of many members in a form that is not read; write the file "
      "anew for HDF5 1.8 or earlier, as in h5py's libver = 'earliest'");
}

}  // namespace

absl::StatusOr<Members> ReadHdf5Group(const RandomAccess& file,
                                      uint64_t address) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<Hdf5Message> header,
                           ReadHdf5Header(file, address));
  Members members;
  for (const Hdf5Message& message : header) {
    switch (message.type) {
      case Hdf5Message::kSymbolTable:
        SYNFIRE_RETURN_IF_ERROR(ReadSymbolTable(file, message.block, &members));
        break;
      case Hdf5Message::kLink:
        SYNFIRE_RETURN_IF_ERROR(ReadLink(message.block, &members));
        break;
      case Hdf5Message::kLinkInfo:
        SYNFIRE_RETURN_IF_ERROR(CheckLinkInfo(message.block));
        break;
      default:
        break;
    }
  }
  return members;
}

}  // namespace synfire
