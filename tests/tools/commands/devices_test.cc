#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/tools/commands/program_test.h"
#include "tools/commands/device_report.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

CpuFacts Cpu() {
  CpuFacts cpu;
  cpu.name = "Some CPU";
  cpu.isa = "avx2";
  cpu.processors = 8;
  cpu.memory_bytes = int64_t{3} << 29;
  return cpu;
}

CudaPlatform Cuda() {
  CudaPlatform cuda;
  cuda.runtime = "13.0";
  cuda.driver = "13.1";
  cuda.cudnn = "9.19.0";
  cuda.cublas_lt = "13.0.2";
  cuda.devices = {{"Board", int64_t{80} << 30, 9, 0}};
  return cuda;
}

TEST(DevicesText, WithoutCuda) {
  EXPECT_EQ(DevicesText(Cpu(), {}),
            "cpu   Some CPU: 8 processors, 1 thread, avx2, 1.5 GiB\n"
            "cuda  missing: this program was built without CUDA; bazel build "
            "--config=cuda builds one with it\n");
}

TEST(DevicesText, ListsDevices) {
  EXPECT_THAT(
      DevicesText(Cpu(), Cuda()),
      HasSubstr("cuda    built with CUDA 13.0; driver for CUDA 13.1; cuBLASLt "
                "13.0.2; cuDNN 9.19.0\n"
                "cuda:0  Board: 80.0 GiB, compute capability 9.0\n"));
}

TEST(DevicesText, SaysWhatIsMissing) {
  CudaPlatform cuda;
  cuda.runtime = "13.0";
  EXPECT_THAT(DevicesText(Cpu(), cuda),
              HasSubstr("cuda  built with CUDA 13.0; no driver; no "
                        "cuBLASLt; no cuDNN 9\n"
                        "      missing: this program was built with CUDA 13.0; "
                        "this machine has no NVIDIA driver\n"));
}

TEST(DevicesJson, HasNullForWhatIsNotThere) {
  const Json with = DevicesJson(Cpu(), Cuda());
  EXPECT_EQ(with["cpu"]["memory_bytes"], int64_t{3} << 29);
  EXPECT_EQ(with["cuda"]["cudnn"], "9.19.0");
  EXPECT_EQ(with["cuda"]["devices"][0]["compute_capability"], "9.0");
  const Json without = DevicesJson(Cpu(), {});
  EXPECT_TRUE(without["cuda"]["runtime"].is_null());
  EXPECT_TRUE(without["cuda"]["devices"].empty());
  EXPECT_THAT(without["cuda"]["missing"].get<std::string>(),
              StartsWith("this program was built without CUDA"));
}

using DevicesTest = ProgramTest;

TEST_F(DevicesTest, DescribesThisMachine) {
  EXPECT_THAT(RunOk({"devices"}), StartsWith("cpu "));
  const auto json = RunJson({"devices"});
  EXPECT_GE(json["cpu"]["processors"], 1);
  EXPECT_GT(json["cpu"]["memory_bytes"], 1 << 20);
  EXPECT_TRUE(json["cuda"]["devices"].is_array());
}

TEST_F(DevicesTest, TrainingFilesNameTheDevice) {
  Write("m.prototxt", R"txt(
      name: "m" steps: 2  input { name: "x" features: 3 }
      layer { name: "fc" op: "linear(features = 2)" })txt");
  Write("t.prototxt", R"txt(
      model: "m.prototxt" output: "run" epochs: 1 device: CUDA
      loss: "cross_entropy" optimizer: "sgd(lr = 0.1)"
      train { data: "mnist(folder = 'none', split = train)" batch: 1 }
      test { data: "mnist(folder = 'none', split = test)" batch: 1 })txt");
  for (const char* command : {"train", "eval"}) {
    const Outcome outcome = Run({command, "t.prototxt"});
    EXPECT_EQ(outcome.exit_code, 4) << outcome.err;
    EXPECT_THAT(outcome.err,
                StartsWith("synfire: error: t.prototxt: device CUDA: this "
                           "program was built with"));
    // --device has the last word.
    EXPECT_EQ(Run({command, "t.prototxt", "--device", "cpu"}).exit_code, 2);
  }
}

}  // namespace
}  // namespace synfire
