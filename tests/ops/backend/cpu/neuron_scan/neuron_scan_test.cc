// The CPU's scans against the reference, bit for bit where that is promised,
// on every instruction set this machine runs; and that threads change nothing.
#include "ops/backend/cpu/neuron_scan/neuron_scan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "core/parallel.h"
#include "core/rng.h"
#include "ops/neurons/neuron_ops.h"
#include "ops/surrogates/surrogate_spec.h"
#include "tests/ops/evaluate.h"

namespace synfire {
namespace {

const OpRegistry& Ops() {
  static const Catalog* const catalog = [] {
    auto* neurons = new Catalog;
    AddNeuronOps(neurons);
    AddCpuNeuronKernels(&neurons->ops);
    return neurons;
  }();
  return catalog->ops;
}

constexpr int64_t kSteps = 5;
// Three chunks, the last of them with a rest that fills no vector.
constexpr int64_t kSize = 2 * 2048 + 37;

Bytes Random(const std::string& name, int64_t count, double mean) {
  const RandomKey key = MakeRandomKey(3, name);
  std::vector<double> values(count);
  for (int64_t i = 0; i < count; ++i) {
    values[i] = static_cast<float>(mean + Normal(key, 0, i));
  }
  return FromDoubles(DType::kF32, values);
}

// A problem of `op` and its inputs: all of its ports are present.
struct Prepared {
  KernelProblem problem;
  std::vector<Bytes> inputs;

  std::vector<const Bytes*> pointers() const {
    std::vector<const Bytes*> result;
    for (const Bytes& input : inputs) result.push_back(&input);
    return result;
  }
};

// With `channels` > 0 a learned parameter is one a channel.
Prepared Prepare(const std::string& op, const std::string& attrs,
                 int64_t channels = 0) {
  Prepared prepared;
  const OpDef* def = Ops().Find(op);
  prepared.problem.op = def;
  prepared.problem.name = "test";
  prepared.problem.steps = kSteps;
  const auto call = Call::Parse(op + "(" + attrs + ")");
  prepared.problem.attrs = *def->schema().Bind(*call, {});
  std::vector<Type> types;
  for (const InputDef& port : def->inputs()) {
    Type type{DType::kF32, Shape{kSize}, Time::kStatic};
    if (channels > 0) type.shape = Shape{kSize / channels, channels};
    if (port.shape == "[] or [C]") {
      type.shape = channels > 0 ? Shape{channels} : Shape{};
    }
    if (port.shape == "[C]") type.shape = Shape{type.shape.back()};
    if (port.name == "x" || port.name == "ds") type.time = Time::kTemporal;
    prepared.inputs.push_back(Random(op + port.name, type.Elements(kSteps),
                                     port.name == "x" ? 0.5 : 0));
    types.push_back(type);
    prepared.problem.inputs.push_back(KernelArgument{type});
  }
  std::vector<const Type*> pointers;
  for (const Type& type : types) pointers.push_back(&type);
  const auto outputs = def->Infer(prepared.problem.attrs, kSteps, pointers);
  EXPECT_TRUE(outputs.ok()) << outputs.status();
  const std::vector<Type> output_types = outputs.value_or(std::vector<Type>());
  for (const Type& type : output_types) {
    prepared.problem.outputs.push_back(KernelArgument{type});
  }
  return prepared;
}

std::vector<Bytes> RunOn(const Prepared& prepared,
                         const std::string& candidate) {
  for (const KernelCandidate& c :
       Ops().Candidates(prepared.problem.op->name())) {
    if (c.name != candidate) continue;
    KernelOrRefusal kernel = c.make(prepared.problem);
    if (!kernel.ok()) return {};
    const auto outputs =
        RunGuarded(prepared.problem, **kernel, prepared.pointers());
    EXPECT_TRUE(outputs.ok()) << outputs.status();
    return outputs.value_or(std::vector<Bytes>());
  }
  ADD_FAILURE() << "no candidate " << candidate;
  return {};
}

const char* const kCandidates[] = {"cpu:avx512", "cpu:avx2", "cpu:portable"};

void ExpectReferenceBits(const std::string& op, const std::string& attrs,
                         int64_t channels = 0) {
  const Prepared prepared = Prepare(op, attrs, channels);
  const std::vector<Bytes> expected = RunOn(prepared, "reference");
  for (const char* candidate : kCandidates) {
    SCOPED_TRACE(candidate);
    const std::vector<Bytes> outputs = RunOn(prepared, candidate);
    if (outputs.empty()) continue;  // this machine lacks it
    for (size_t i = 0; i < outputs.size(); ++i) {
      const OutputDef& port = prepared.problem.op->outputs()[i];
      // A sum over neurons: in another order.
      if (port.name == "d_w" || port.name == "d_k" || port.name == "d_slope" ||
          port.name == "d_offset") {
        continue;
      }
      EXPECT_TRUE(outputs[i] == expected[i]) << port.name;
    }
  }
}

TEST(CpuNeuronScan, HasTheBitsOfTheReference) {
  for (const std::string neuron : {"if", "lif", "plif", "klif", "adaptive_lif",
                                   "cuba_lif", "qif", "eif", "izhikevich"}) {
    for (const char* attrs :
         {"", "v_reset = none", "detach_reset = true, v_reset = -0.2"}) {
      SCOPED_TRACE(neuron + "(" + attrs + ")");
      ExpectReferenceBits(neuron, attrs);
    }
  }
  ExpectReferenceBits("lif", "tau = 3.3, decay_input = false");
  ExpectReferenceBits("leaky_integrator", "tau = 3.3");
  ExpectReferenceBits("izhikevich", "a = 0.3, b = 0.4");
  for (const int64_t channels : {1, 3, 64, 1999}) {
    ExpectReferenceBits("plif", "", channels);
    ExpectReferenceBits("klif_grad", "", channels);
  }
  // Neurons that do not exist, beside the last, would fire at once.
  ExpectReferenceBits("if", "v_threshold = -0.5");
}

TEST(CpuNeuronScanGrad, HasTheBitsOfTheReference) {
  for (const std::string op :
       {"if_grad", "lif_grad", "plif_grad", "klif_grad", "adaptive_lif_grad",
        "cuba_lif_grad", "qif_grad", "eif_grad", "izhikevich_grad"}) {
    SCOPED_TRACE(op);
    ExpectReferenceBits(op, "v_reset = none, detach_every = 2");
    ExpectReferenceBits(op, "v_reset = 0.1, detach_reset = true");
  }
  ExpectReferenceBits("leaky_integrator_grad", "detach_every = 2");
}

TEST(CpuNeuronScanGrad, HasTheBitsOfTheReferenceWithEverySurrogate) {
  for (const Schema& surrogate : SurrogateSchemas()) {
    SCOPED_TRACE(surrogate.name());
    ExpectReferenceBits("lif_grad", "surrogate = " + surrogate.name());
  }
}

TEST(CpuNeuronScanGrad, SumsTheGradientOfEachChannel) {
  for (const int64_t channels : {1, 3, 64, 1999}) {
    SCOPED_TRACE(channels);
    const Prepared prepared = Prepare("klif_grad", "", channels);
    const std::vector<Bytes> expected = RunOn(prepared, "reference");
    const auto sums = ToDoubles(DType::kF32, expected[1]);
    ASSERT_EQ(sums.size(), channels);
    for (const char* candidate : kCandidates) {
      const std::vector<Bytes> outputs = RunOn(prepared, candidate);
      if (outputs.empty()) continue;  // this machine lacks it
      const auto values = ToDoubles(DType::kF32, outputs[1]);
      for (int64_t i = 0; i < channels; ++i) {
        EXPECT_NEAR(values[i], sums[i], 1e-5 * (1 + std::abs(sums[i])));
      }
    }
  }
}

TEST(CpuNeuronScan, DoesNotDependOnTheNumberOfThreads) {
  const int before = NumThreads();
  for (const std::string op :
       {"if", "plif", "lif_grad", "plif_grad", "klif", "klif_grad"}) {
    const Prepared prepared = Prepare(op, "", op[0] == 'k' ? 33 : 0);
    for (const char* candidate : kCandidates) {
      SCOPED_TRACE(op + " by " + candidate);
      SetNumThreads(1);
      const std::vector<Bytes> expected = RunOn(prepared, candidate);
      for (const int threads : {2, 3, 7}) {
        SetNumThreads(threads);
        EXPECT_TRUE(RunOn(prepared, candidate) == expected) << threads;
      }
    }
  }
  SetNumThreads(before);
}

TEST(CpuNeuronScan, RefusesWithAReason) {
  const auto reason = [](const std::string& attrs, DType dtype) {
    Prepared prepared = Prepare("if", attrs);
    prepared.problem.inputs[0]->type.dtype = dtype;
    for (const KernelCandidate& c : Ops().Candidates("if")) {
      if (c.name != "cpu:portable") continue;
      return std::string(c.make(prepared.problem).status().message());
    }
    return std::string();
  };
  EXPECT_EQ(reason("", DType::kF64), "x is f64, this kernel takes f32");
  EXPECT_EQ(reason("smooth = true", DType::kF32),
            "smooth = true, this kernel fires steps only");
}

}  // namespace
}  // namespace synfire
