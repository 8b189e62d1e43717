#include "tests/data/torch/torch_writer.h"

#include "tests/data/zip/zip_writer.h"

namespace synfire {
namespace {

std::string PickledNumbers(const std::vector<int64_t>& numbers) {
  std::vector<std::string> items;
  for (int64_t number : numbers) items.push_back(PickledInt(number));
  return PickledTuple(items);
}

std::string Whole(const std::string& pickle) {
  return "\x80\x02" + pickle + ".";
}

}  // namespace

std::string PickledInt(int64_t number) {
  return "\x8A\x08" + LittleEndian(static_cast<uint64_t>(number), 8);
}

std::string PickledText(const std::string& text) {
  return "X" + LittleEndian(text.size(), 4) + text;
}

std::string PickledTuple(const std::vector<std::string>& items) {
  std::string pickle = "(";
  for (const std::string& item : items) pickle += item;
  return pickle + "t";
}

std::string PickledDict(
    const std::vector<std::pair<std::string, std::string>>& items) {
  std::string pickle = "}(";
  for (const auto& [key, value] : items) pickle += PickledText(key) + value;
  return pickle + "u";
}

std::string PickledName(const std::string& module, const std::string& name) {
  return "c" + module + "\n" + name + "\n";
}

std::string PickledCall(const std::string& callee,
                        const std::vector<std::string>& arguments) {
  return callee + PickledTuple(arguments) + "R";
}

std::string PickledTensor::ToPickle() const {
  const std::string storage =
      PickledTuple({PickledText("storage"), PickledName("torch", type),
                    PickledText(key), PickledText("cpu"),
                    PickledInt(elements)}) +
      "Q";
  return PickledCall(
      PickledName("torch._utils", "_rebuild_tensor_v2"),
      {storage, PickledInt(offset), PickledNumbers(size),
       PickledNumbers(stride), "\x89",
       PickledCall(PickledName("collections", "OrderedDict"), {})});
}

std::string MakeTorchZip(
    const std::string& pickle,
    const std::vector<std::pair<std::string, std::string>>& storages,
    bool deflate) {
  std::vector<ZipPart> parts = {{"archive/data.pkl", Whole(pickle), deflate},
                                {"archive/byteorder", "little", deflate}};
  for (const auto& [key, bytes] : storages) {
    parts.push_back({"archive/data/" + key, bytes, deflate});
  }
  parts.push_back({"archive/version", "3\n", deflate});
  return MakeZip(parts);
}

std::string MakeLegacyTorchFile(
    const std::string& pickle,
    const std::vector<std::pair<std::string, std::string>>& storages,
    int width) {
  std::string keys = "](";
  for (const auto& storage : storages) keys += PickledText(storage.first);
  const std::string magic("\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19", 10);
  std::string file = Whole("\x8A\x0A" + magic) + Whole(PickledInt(1001)) +
                     Whole(PickledDict({{"little_endian", "\x88"}})) +
                     Whole(pickle) + Whole(keys + "e");
  for (const auto& storage : storages) {
    file += LittleEndian(storage.second.size() / width, 8) + storage.second;
  }
  return file;
}

std::string FloatBytes(const std::vector<float>& numbers) {
  return std::string(reinterpret_cast<const char*>(numbers.data()),
                     numbers.size() * sizeof(float));
}

std::string MakeCheckpoint(const std::vector<FloatTensor>& tensors,
                           const std::vector<std::string>& within) {
  std::vector<std::pair<std::string, std::string>> items, storages;
  for (const FloatTensor& tensor : tensors) {
    PickledTensor pickled;
    pickled.key = std::to_string(storages.size());
    pickled.elements = static_cast<int64_t>(tensor.elements.size());
    pickled.size = tensor.shape;
    pickled.stride.assign(tensor.shape.size(), 1);
    for (size_t axis = tensor.shape.size(); axis-- > 1;) {
      pickled.stride[axis - 1] = pickled.stride[axis] * tensor.shape[axis];
    }
    items.emplace_back(tensor.name, pickled.ToPickle());
    storages.emplace_back(pickled.key, FloatBytes(tensor.elements));
  }
  std::string value = PickledDict(items);
  for (size_t i = within.size(); i-- > 0;) {
    value = PickledDict({{within[i], value}, {"epoch", PickledInt(3)}});
  }
  return MakeTorchZip(value, storages);
}

}  // namespace synfire
