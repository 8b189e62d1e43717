// Makes files like torch.save's for tests: the least of Python's pickle that
// they need.
#ifndef SYNFIRE_TESTS_DATA_TORCH_TORCH_WRITER_H_
#define SYNFIRE_TESTS_DATA_TORCH_TORCH_WRITER_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace synfire {

// Pieces of a pickle of protocol 2, each of which leaves one value.
std::string PickledInt(int64_t number);
std::string PickledText(const std::string& text);
std::string PickledTuple(const std::vector<std::string>& items);
std::string PickledDict(
    const std::vector<std::pair<std::string, std::string>>& items);
// "torch", "FloatStorage"
std::string PickledName(const std::string& module, const std::string& name);
// A call of `name`, which may be a whole object's making.
std::string PickledCall(const std::string& callee,
                        const std::vector<std::string>& arguments);

// A tensor as torch writes it; numbers count elements.
struct PickledTensor {
  std::string key = "0";
  std::string type = "FloatStorage";
  int64_t elements = 0;  // of the storage
  int64_t offset = 0;
  std::vector<int64_t> size, stride;

  std::string ToPickle() const;
};

// A zip archive of the value, whose storages are (key, bytes).
std::string MakeTorchZip(
    const std::string& pickle,
    const std::vector<std::pair<std::string, std::string>>& storages,
    bool deflate = false);

// The format before PyTorch 1.6; `width` is that of all storages' elements.
std::string MakeLegacyTorchFile(
    const std::string& pickle,
    const std::vector<std::pair<std::string, std::string>>& storages,
    int width = 4);

// A float tensor in C order.
struct FloatTensor {
  std::string name;
  std::vector<int64_t> shape;
  std::vector<float> elements;
};

// A zip of the state dict of these, within the keys given, outermost first.
std::string MakeCheckpoint(const std::vector<FloatTensor>& tensors,
                           const std::vector<std::string>& within = {});

std::string FloatBytes(const std::vector<float>& numbers);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DATA_TORCH_TORCH_WRITER_H_
