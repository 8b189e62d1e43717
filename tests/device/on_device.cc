#include "tests/device/on_device.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <utility>

#include "core/device_buffer.h"

namespace synfire {
namespace {

void OrDie(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  std::abort();
}

class OnDevice : public Kernel {
 public:
  OnDevice(KernelProblem problem, Device* device, std::unique_ptr<Kernel> inner)
      : problem_(std::move(problem)),
        device_(*device),
        inner_(std::move(inner)) {}

  size_t scratch_bytes() const override { return inner_->scratch_bytes(); }

  // Outputs and scratch go there as well: what they hold must not matter, and
  // what the kernel leaves of an output must show.
  void Run(const KernelArgs& args) override {
    std::map<const void*, DeviceBuffer> copies;  // of the host's arrays
    const auto carried = [&](const void* from, int64_t bytes) -> void* {
      if (from == nullptr || bytes == 0) return nullptr;
      const auto [it, is_new] = copies.try_emplace(from);
      if (is_new) {
        auto copy =
            DeviceBuffer::Allocate(&device_, static_cast<size_t>(bytes));
        OrDie(copy.status());
        it->second = *std::move(copy);
        OrDie(device_.Upload(it->second.data(), from,
                             static_cast<size_t>(bytes)));
      }
      return it->second.data();
    };
    std::vector<const void*> inputs;
    for (size_t i = 0; i < problem_.inputs.size(); ++i) {
      inputs.push_back(
          problem_.inputs[i]
              ? carried(args.inputs[i], BytesOf(*problem_.inputs[i]))
              : nullptr);
    }
    std::vector<void*> outputs;
    for (size_t i = 0; i < problem_.outputs.size(); ++i) {
      outputs.push_back(carried(args.outputs[i], BytesOf(problem_.outputs[i])));
    }
    void* const scratch =
        carried(args.scratch, static_cast<int64_t>(scratch_bytes()));
    inner_->Run(
        {inputs.data(), outputs.data(), scratch, device_.compute().handle()});
    OrDie(device_.Synchronize());
    for (size_t i = 0; i < problem_.outputs.size(); ++i) {
      if (outputs[i] == nullptr) continue;
      OrDie(
          device_.Download(args.outputs[i], outputs[i],
                           static_cast<size_t>(BytesOf(problem_.outputs[i]))));
    }
  }

 private:
  int64_t BytesOf(const KernelArgument& argument) const {
    return synfire::BytesOf(argument.type, problem_.steps, argument.form);
  }

  const KernelProblem problem_;
  Device& device_;
  const std::unique_ptr<Kernel> inner_;
};

// KernelCandidate::make has no room for what it makes: one function each.
constexpr size_t kMostCandidates = 256;

struct Wrapped {
  Device* device = nullptr;
  std::vector<KernelCandidate> candidates;
};
Wrapped& TheWrapped() {
  static auto& wrapped = *new Wrapped;
  return wrapped;
}

template <size_t kIndex>
KernelOrRefusal Make(const KernelProblem& problem) {
  const Wrapped& wrapped = TheWrapped();
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Kernel> inner,
                           wrapped.candidates[kIndex].make(problem));
  return std::make_unique<OnDevice>(problem, wrapped.device, std::move(inner));
}

template <size_t... kIndices>
std::array<KernelOrRefusal (*)(const KernelProblem&), kMostCandidates> Makers(
    std::index_sequence<kIndices...>) {
  return {Make<kIndices>...};
}

}  // namespace

void AddOnDevice(Device* device, OpRegistry* registry) {
  Wrapped& wrapped = TheWrapped();
  SYNFIRE_CHECK(wrapped.candidates.empty());
  wrapped.device = device;
  const std::string kind = device->kind();
  for (const std::string& op : registry->names()) {
    for (const KernelCandidate& candidate : registry->Candidates(op, kind)) {
      if (candidate.device == kind) wrapped.candidates.push_back(candidate);
    }
  }
  const auto makers = Makers(std::make_index_sequence<kMostCandidates>());
  SYNFIRE_CHECK(wrapped.candidates.size() <= makers.size());
  for (size_t i = 0; i < wrapped.candidates.size(); ++i) {
    KernelCandidate host = wrapped.candidates[i];
    host.make = makers[i];
    host.device = kCpu;
    registry->AddKernel(std::move(host));
  }
}

}  // namespace synfire
