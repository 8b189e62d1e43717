#include "tests/device/on_device.h"

#include <gtest/gtest.h>

#include "graph/op/layer.h"
#include "ops/math/math.h"
#include "tests/device/checked_device.h"
#include "tests/device/checked_kernels.h"
#include "tests/ops/checks.h"

namespace synfire {
namespace {

TEST(OnDeviceTest, CarriesArgumentsThereAndBack) {
  static CheckedDevice device;
  static Catalog catalog;
  AddMathOps(&catalog);
  AddCheckedReferences(&catalog.ops);
  AddOnDevice(&device, &catalog.ops);
  const std::vector<KernelCandidate> candidates = catalog.ops.Candidates("add");
  ASSERT_EQ(candidates.size(), 2u);  // and the reference
  OpCase sum;
  sum.op = "add";
  sum.inputs = {{"f32 t[2,3]"}, {"f32 t[2,3]"}};
  sum.steps = 2;
  // In place as well; every element that a kernel leaves would show.
  CheckKernels(catalog.ops, sum, /*seed=*/1);
  EXPECT_TRUE(device.status().ok()) << device.status();
}

}  // namespace
}  // namespace synfire
