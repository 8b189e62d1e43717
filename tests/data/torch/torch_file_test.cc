#include "data/torch/torch_file.h"

#include "data/safetensors/convert.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/torch/torch_writer.h"
#include "tests/data/zip/zip_writer.h"

namespace synfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

absl::Span<const uint8_t> Bytes(const std::string& text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

absl::StatusOr<TorchFile> Parse(const std::string& file) {
  return TorchFile::Parse(Bytes(file), "a.pt");
}

std::string Complaint(const std::string& file) {
  const auto parsed = Parse(file);
  return parsed.ok() ? "" : std::string(parsed.status().message());
}

std::vector<double> Numbers(const TorchFile& file, size_t i) {
  const auto numbers = ReadAsF64(file.tensors()[i]);
  EXPECT_TRUE(numbers.ok()) << numbers.status();
  return numbers.ok() ? *numbers : std::vector<double>();
}

const std::string kSix = FloatBytes({0, 1, 2, 3, 4, 5});

// A tensor of those six.
PickledTensor Six(std::vector<int64_t> size, std::vector<int64_t> stride,
                  int64_t offset = 0) {
  PickledTensor tensor;
  tensor.elements = 6;
  tensor.offset = offset;
  tensor.size = std::move(size);
  tensor.stride = std::move(stride);
  return tensor;
}

std::string OneTensor(const PickledTensor& tensor) {
  return MakeTorchZip(PickledDict({{"w", tensor.ToPickle()}}), {{"0", kSix}});
}

TEST(TorchFileTest, ReadsAStateDict) {
  const std::string pickle = PickledDict({{"z", Six({2, 3}, {3, 1}).ToPickle()},
                                          {"a", Six({2}, {1}, 4).ToPickle()}});
  for (const std::string& file : {MakeTorchZip(pickle, {{"0", kSix}}),
                                  MakeTorchZip(pickle, {{"0", kSix}}, true),
                                  MakeLegacyTorchFile(pickle, {{"0", kSix}})}) {
    EXPECT_TRUE(IsTorchFile(Bytes(file)));
    const auto parsed = Parse(file);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    EXPECT_THAT(parsed->notes(), IsEmpty());
    ASSERT_EQ(parsed->tensors().size(), 2);
    EXPECT_EQ(parsed->tensors()[0].name, "z");
    EXPECT_EQ(parsed->tensors()[0].shape, Shape({2, 3}));
    EXPECT_EQ(parsed->tensors()[0].file, "a.pt");
    EXPECT_THAT(Numbers(*parsed, 0), ElementsAre(0, 1, 2, 3, 4, 5));
    EXPECT_EQ(parsed->tensors()[1].name, "a");
    EXPECT_THAT(Numbers(*parsed, 1), ElementsAre(4, 5));
  }
}

TEST(TorchFileTest, FollowsStrides) {
  const auto numbers = [](const PickledTensor& tensor) {
    const std::string file = OneTensor(tensor);
    const auto parsed = Parse(file);
    EXPECT_TRUE(parsed.ok()) << parsed.status();
    return parsed.ok() ? Numbers(*parsed, 0) : std::vector<double>();
  };
  EXPECT_THAT(numbers(Six({3, 2}, {1, 3})), ElementsAre(0, 3, 1, 4, 2, 5));
  EXPECT_THAT(numbers(Six({2, 1, 2}, {3, 99, 1}, 1)), ElementsAre(1, 2, 4, 5));
  EXPECT_THAT(numbers(Six({}, {}, 5)), ElementsAre(5));
  EXPECT_THAT(numbers(Six({0, 7}, {9, 9})), IsEmpty());
}

TEST(TorchFileTest, ReadsEveryType) {
  const auto type = [](const std::string& torch_type, int width) {
    PickledTensor tensor = Six({6}, {1});
    tensor.type = torch_type;
    const std::string file =
        MakeTorchZip(PickledDict({{"w", tensor.ToPickle()}}),
                     {{"0", std::string(6 * width, '\0')}});
    const auto parsed = Parse(file);
    return parsed.ok() ? std::string(Name(parsed->tensors()[0].dtype))
                       : std::string(parsed.status().message());
  };
  EXPECT_EQ(type("FloatStorage", 4), "F32");
  EXPECT_EQ(type("DoubleStorage", 8), "F64");
  EXPECT_EQ(type("HalfStorage", 2), "F16");
  EXPECT_EQ(type("BFloat16Storage", 2), "BF16");
  EXPECT_EQ(type("LongStorage", 8), "I64");
  EXPECT_EQ(type("IntStorage", 4), "I32");
  EXPECT_EQ(type("ShortStorage", 2), "I16");
  EXPECT_EQ(type("CharStorage", 1), "I8");
  EXPECT_EQ(type("ByteStorage", 1), "U8");
  EXPECT_EQ(type("BoolStorage", 1), "BOOL");
  EXPECT_THAT(type("QInt8Storage", 1),
              HasSubstr("tensor 'w': its storage is of type the name "
                        "torch.QInt8Storage, which is not read"));
}

TEST(TorchFileTest, ReadsParametersAndUntypedStorages) {
  const std::string parameter =
      PickledCall(PickledName("torch._utils", "_rebuild_parameter"),
                  {Six({2}, {1}).ToPickle(), "\x88", "N"});
  const std::string untyped = PickledCall(
      PickledName("torch._utils", "_rebuild_tensor_v3"),
      {PickledTuple({PickledText("storage"),
                     PickledName("torch.storage", "UntypedStorage"),
                     PickledText("0"), PickledText("cpu"), PickledInt(24)}) +
           "Q",
       PickledInt(2), PickledTuple({PickledInt(2)}),
       PickledTuple({PickledInt(1)}), "\x89", "N",
       PickledName("torch", "uint16")});
  const std::string file = MakeTorchZip(
      PickledDict({{"p", parameter}, {"u", untyped}}), {{"0", kSix}});
  const auto parsed = Parse(file);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_THAT(Numbers(*parsed, 0), ElementsAre(0, 1));
  EXPECT_EQ(parsed->tensors()[1].dtype, StoredType::kU16);
  EXPECT_THAT(Numbers(*parsed, 1), ElementsAre(0, 0x3F80));
}

TEST(TorchFileTest, FindsTheStateDictInside) {
  const std::string arguments = PickledName("argparse", "Namespace") + ")\x81" +
                                PickledDict({{"lr", PickledInt(1)}}) + "b";
  const std::string dict =
      PickledDict({{"w", Six({6}, {1}).ToPickle()}, {"v", PickledInt(0)}});
  const std::string file =
      MakeTorchZip(PickledDict({{"args", arguments},
                                {"model", PickledDict({{"net", dict}})},
                                {"rng", Six({6}, {1}).ToPickle()}}),
                   {{"0", kSix}});
  const auto parsed = Parse(file);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->tensors().size(), 1);
  EXPECT_THAT(
      parsed->notes(),
      ElementsAre(
          "the weights are in 'model'; beside it and not read: args (an object "
          "of argparse.Namespace), rng (an object of "
          "torch._utils._rebuild_tensor_v2)",
          "the weights are in 'model.net'",
          "not read, as they are no tensors: 'v' (an int)"));
  EXPECT_EQ(Complaint(MakeTorchZip(
                PickledDict({{"model", dict}, {"net", dict}}), {{"0", kSix}})),
            "a.pt: the file holds several state dicts, 'model' and 'net'; save "
            "the one that is meant alone");
}

TEST(TorchFileTest, SaysWhatItHoldsInstead) {
  const std::string module = PickledName("m", "Net") + ")\x81";
  EXPECT_EQ(Complaint(MakeTorchZip(module, {})),
            "a.pt: the file holds an object of m.Net, expected a state dict: "
            "save model.state_dict()");
  EXPECT_EQ(
      Complaint(MakeTorchZip(PickledDict({{"net", module}}), {})),
      "a.pt: 'net' is an object of m.Net, expected a state dict: save its "
      "state_dict()");
  EXPECT_EQ(Complaint(MakeTorchZip(Six({6}, {1}).ToPickle(), {{"0", kSix}})),
            "a.pt: the file holds one tensor, expected a state dict: save "
            "model.state_dict()");
  EXPECT_EQ(Complaint(MakeTorchZip(PickledDict({{"a", PickledInt(1)}}), {})),
            "a.pt: the file holds no state dict, but a dict of a (an int); "
            "expected tensors by name, or a dict of them under 'model', 'net' "
            "or 'state_dict'");
  EXPECT_EQ(Complaint(MakeZip({{"x", ""}})),
            "a.pt: the zip archive has 0 entries NAME/data.pkl, expected 1: no "
            "file of torch.save");
  EXPECT_EQ(Complaint(MakeZip({{"a/data.pkl", ""}, {"a/byteorder", "big"}})),
            "a.pt: the file is not little-endian by its entry 'a/byteorder'; "
            "save it again on another machine");
  EXPECT_EQ(Complaint("\x80\x02N."),
            "a.pt: byte 0: no file of torch.save: it begins as a pickle, but "
            "not with torch's number");
}

TEST(TorchFileTest, RefusesAttacks) {
  const std::string call =
      PickledCall(PickledName("os", "system"), {PickledText("true")});
  EXPECT_EQ(Complaint(MakeTorchZip(call, {})),
            "a.pt: archive/data.pkl: byte 2: names os.system, which reaches "
            "the system and has no place in a file of weights; nothing was "
            "run");
  EXPECT_EQ(Complaint(MakeLegacyTorchFile(call, {})),
            "a.pt: the saved value, from byte 53: byte 2: names os.system, "
            "which reaches the system and has no place in a file of weights; "
            "nothing was run");
}

TEST(TorchFileTest, RefusesTensorsOutsideTheirStorage) {
  const auto complaint = [](const PickledTensor& tensor) {
    const std::string text = Complaint(OneTensor(tensor));
    const size_t at = text.find("tensor 'w'");
    return at == std::string::npos ? text : text.substr(at);
  };
  EXPECT_THAT(Complaint(OneTensor(Six({7}, {1}))),
              HasSubstr("a.pt: byte 167 of archive/data.pkl: tensor 'w': "));
  EXPECT_EQ(complaint(Six({7}, {1})),
            "tensor 'w': its size [7], stride [1] and offset 0 reach outside "
            "its storage of 6 elements");
  EXPECT_EQ(complaint(Six({2}, {1}, 5)),
            "tensor 'w': its size [2], stride [1] and offset 5 reach outside "
            "its storage of 6 elements");
  EXPECT_EQ(complaint(Six({1 << 30, 1 << 30}, {int64_t{1} << 40, 1})),
            "tensor 'w': its size [1073741824,1073741824], stride "
            "[1099511627776,1] and offset 0 reach outside its storage of 6 "
            "elements");
  EXPECT_EQ(complaint(Six({100}, {0})),
            "tensor 'w': its size [100] and stride [0] repeat the 6 elements "
            "of its storage");
  EXPECT_EQ(complaint(Six({2}, {-1}, 3)), "tensor 'w': its stride is -1");
  EXPECT_EQ(complaint(Six({-2}, {1})), "tensor 'w': its size is -2");
  EXPECT_EQ(complaint(Six({2}, {1}, -1)), "tensor 'w': its offset is -1");
  EXPECT_EQ(complaint(Six({2, 3}, {1})),
            "tensor 'w': it has 2 axes and 1 strides");
  EXPECT_THAT(complaint(Six({int64_t{1} << 62, 8}, {0, 0})),
              HasSubstr("tensor 'w': "));
  PickledTensor other = Six({2}, {1});
  other.key = "1";
  EXPECT_EQ(complaint(other),
            "tensor 'w': its storage 'archive/data/1' is not in the archive");
  other.key = "../version";
  EXPECT_EQ(complaint(other),
            "tensor 'w': its storage 'archive/data/../version' is not in the "
            "archive");
  other = Six({2}, {1});
  other.elements = 7;
  EXPECT_EQ(complaint(other),
            "tensor 'w': its storage 'archive/data/0' has 24 bytes, expected "
            "28");
}

TEST(TorchFileTest, RefusesStoragesUsedTooOften) {
  std::vector<std::pair<std::string, std::string>> items;
  for (int i = 0; i < 20; ++i) {
    items.emplace_back("w" + std::to_string(i), Six({6}, {1}).ToPickle());
  }
  EXPECT_THAT(Complaint(MakeTorchZip(PickledDict(items), {{"0", kSix}})),
              HasSubstr("tensor 'w16': with it the tensors take 408 bytes out "
                        "of storages of 24: they repeat them too often"));
}

TEST(TorchFileTest, RefusesBombs) {
  PickledTensor tensor;
  tensor.elements = 8 << 20;
  tensor.size = {8 << 20};
  tensor.stride = {1};
  EXPECT_THAT(
      Complaint(MakeTorchZip(PickledDict({{"w", tensor.ToPickle()}}),
                             {{"0", std::string(32 << 20, '\0')}}, true)),
      HasSubstr("its storage 'archive/data/0' and those before it expand to "
                "33554432 bytes, out of a file of "));
}

TEST(TorchFileTest, RefusesOtherMakers) {
  const auto complaint = [](const std::string& value) {
    const std::string text =
        Complaint(MakeTorchZip(PickledDict({{"w", value}}), {{"0", kSix}}));
    return text.substr(std::min(text.size(), text.find("tensor 'w'")));
  };
  const auto name = [](const char* function) {
    return PickledName("torch._utils", function);
  };
  EXPECT_EQ(complaint(PickledCall(name("_rebuild_sparse_tensor"), {})),
            "tensor 'w': it is made by torch._utils._rebuild_sparse_tensor, "
            "expected a dense tensor (sparse and quantized ones are not read)");
  EXPECT_EQ(complaint(PickledCall(name("_rebuild_tensor_v2"), {"N"})),
            "tensor 'w': it is made of 1 values, expected at least 4");
  EXPECT_EQ(complaint(PickledCall(name("_rebuild_parameter"), {})),
            "tensor 'w': a parameter has no tensor");
  EXPECT_EQ(complaint(PickledCall(name("_rebuild_parameter"), {"N"})),
            "tensor 'w': a parameter is made of None, expected a tensor");
  EXPECT_EQ(complaint(name("_rebuild_tensor_v2") + "NR"),
            "tensor 'w': torch._utils._rebuild_tensor_v2 is called with None, "
            "expected a tuple");
  EXPECT_EQ(
      complaint(PickledCall(name("_rebuild_tensor_v2"), {"N", "N", "N", "N"})),
      "tensor 'w': its storage is None, expected one that the file "
      "holds");
}

TEST(TorchFileTest, RefusesDamagedLegacyFiles) {
  const std::string pickle = PickledDict({{"w", Six({6}, {1}).ToPickle()}});
  const std::string file = MakeLegacyTorchFile(pickle, {{"0", kSix}});
  const std::string size = std::to_string(file.size() - 24);
  EXPECT_EQ(Complaint(file.substr(0, file.size() - 1)),
            "a.pt: byte " + size +
                ": storage '0' has 6 elements of 4 bytes, but only 23 bytes "
                "follow: the file is cut short");
  EXPECT_EQ(Complaint(file.substr(0, file.size() - 25)),
            "a.pt: byte " + std::to_string(file.size() - 32) +
                ": the file ends before storage '0'");
  EXPECT_THAT(Complaint(MakeLegacyTorchFile(pickle, {})),
              HasSubstr("tensor 'w': its storage '0' is not in the file"));
  EXPECT_THAT(Complaint(MakeLegacyTorchFile(pickle, {{"7", kSix}})),
              HasSubstr("storage '7' is of a type that is not read, or of no "
                        "tensor"));
  EXPECT_THAT(Complaint(MakeLegacyTorchFile(pickle, {{"0", "0123"}})),
              HasSubstr("its storage '0' has 4 bytes, expected 24"));
}

}  // namespace
}  // namespace synfire
