#include "data/hdf5/filters.h"

#include <zlib.h>

#include <string>
#include <utility>

#include "data/byte_order.h"

namespace synfire {
namespace {

std::string Inflate(uint64_t most, std::vector<uint8_t>* bytes) {
  std::vector<uint8_t> out(most);
  uLongf size = most;
  const int result =
      uncompress(out.data(), &size, bytes->data(), bytes->size());
  if (result == Z_BUF_ERROR) return "expands to more than it should";
  if (result != Z_OK) return "is no deflated data";
  out.resize(size);
  *bytes = std::move(out);
  return "";
}

// Byte k of every element stands together; what is left over, at the end.
void Unshuffle(uint64_t element, std::vector<uint8_t>* bytes) {
  const uint64_t count = bytes->size() / element;
  std::vector<uint8_t> out(*bytes);
  for (uint64_t i = 0; i < count; ++i) {
    for (uint64_t k = 0; k < element; ++k) {
      out[i * element + k] = (*bytes)[k * count + i];
    }
  }
  *bytes = std::move(out);
}

// Over 16-bit big-endian words; a last odd byte is the upper half of one.
uint32_t Fletcher32(const std::vector<uint8_t>& bytes, size_t size) {
  uint32_t first = 0, second = 0;
  for (size_t i = 0; i < size; i += 2) {
    const uint32_t low = i + 1 < size ? bytes[i + 1] : 0;
    first = (first + (uint32_t{bytes[i]} << 8 | low)) % 65535;
    second = (second + first) % 65535;
  }
  return second << 16 | first;
}

std::string TakeChecksum(std::vector<uint8_t>* bytes) {
  if (bytes->size() < 4) return "has no room for its checksum";
  const size_t size = bytes->size() - 4;
  if (LoadLittleEndian<uint32_t>(bytes->data() + size) !=
      Fletcher32(*bytes, size)) {
    return "does not have its checksum";
  }
  bytes->resize(size);
  return "";
}

}  // namespace

absl::StatusOr<std::vector<Hdf5Filter>> ReadHdf5Filters(Hdf5Block message) {
  const uint64_t version = message.Number(1);
  const uint64_t count = message.Number(1);
  if (version != 1 && version != 2) {
    return message.Wrong("version ", version,
                         " of a list of filters, expected 1 or 2");
  }
  if (version == 1) message.Skip(6);
  std::vector<Hdf5Filter> filters;
  for (uint64_t i = 0; i < count; ++i) {
    Hdf5Filter filter;
    filter.id = message.Number(2);
    const bool named = version == 1 || filter.id >= 256;
    const uint64_t name = named ? message.Number(2) : 0;
    message.Skip(2);
    const uint64_t values = message.Number(2);
    message.Skip(version == 1 ? (name + 7) / 8 * 8 : name);
    for (uint64_t j = 0; j < values && message.status().ok(); ++j) {
      const uint64_t value = message.Number(4);
      if (j == 0 && filter.id == Hdf5Filter::kShuffle) filter.element = value;
    }
    if (version == 1 && values % 2 == 1) message.Skip(4);
    SYNFIRE_RETURN_IF_ERROR(message.status());
    if (filter.id < Hdf5Filter::kDeflate ||
        filter.id > Hdf5Filter::kFletcher32 || filter.element == 0) {
      return message.Wrong("the data is packed by HDF5's filter ", filter.id,
                           ", expected deflate, shuffle or fletcher32");
    }
    filters.push_back(filter);
  }
  return filters;
}

std::string UndoHdf5Filters(const std::vector<Hdf5Filter>& filters,
                            uint64_t left_out, uint64_t size,
                            std::vector<uint8_t>* bytes) {
  for (size_t i = filters.size(); i-- > 0;) {
    if (i < 32 && (left_out >> i & 1) != 0) continue;
    std::string wrong;
    switch (filters[i].id) {
      case Hdf5Filter::kDeflate:
        // Each checksum within adds 4 bytes.
        wrong = Inflate(size + 4 * filters.size(), bytes);
        break;
      case Hdf5Filter::kShuffle:
        Unshuffle(filters[i].element, bytes);
        break;
      default:
        wrong = TakeChecksum(bytes);
        break;
    }
    if (!wrong.empty()) return wrong;
  }
  if (bytes->size() == size) return "";
  return absl::StrCat("expands to ", bytes->size(), " bytes");
}

}  // namespace synfire
