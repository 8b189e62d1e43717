#include "tests/device/checked_kernels.h"

#include "graph/op/op.h"
#include "tests/device/checked_device.h"

namespace synfire {
namespace {

class CheckedReference : public Kernel {
 public:
  explicit CheckedReference(const KernelProblem& problem) : problem_(problem) {}

  void Run(const KernelArgs& args) override {
    CheckedWork work;
    work.what = "'" + problem_.name + "'";
    std::vector<const void*> inputs;
    for (size_t i = 0; i < problem_.inputs.size(); ++i) {
      inputs.push_back(args.inputs[i]);
      if (!problem_.inputs[i].has_value()) continue;
      work.accesses.push_back(
          {args.inputs[i], Bytes(*problem_.inputs[i]), /*writes=*/false});
    }
    std::vector<void*> outputs;
    for (size_t i = 0; i < problem_.outputs.size(); ++i) {
      outputs.push_back(args.outputs[i]);
      work.accesses.push_back(
          {args.outputs[i], Bytes(problem_.outputs[i]), /*writes=*/true});
    }
    work.run = [this, inputs, outputs] {
      problem_.op->reference()(problem_,
                               {inputs.data(), outputs.data(), nullptr});
    };
    CheckedStream::Of(args.stream).PutWork(std::move(work));
  }

 private:
  int64_t Bytes(const KernelArgument& argument) const {
    return BytesOf(argument.type, problem_.steps, argument.form);
  }

  const KernelProblem problem_;
};

KernelOrRefusal Make(const KernelProblem& problem) {
  return std::make_unique<CheckedReference>(problem);
}

}  // namespace

void AddCheckedReferences(OpRegistry* registry) {
  for (const std::string& op : registry->names()) {
    if (!registry->Candidates(op, kCheckedDevice).empty()) continue;
    registry->AddKernel({op, "reference", Make, {}, {}, kCheckedDevice});
  }
}

}  // namespace synfire
