#include "ops/backend/onednn/primitive_kernel.h"

#include <utility>

#include "core/status.h"

namespace synfire {
namespace {

constexpr size_t kAlignment = 64;

}  // namespace

dnnl::primitive_attr KernelAttributes() {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

PrimitiveKernel::PrimitiveKernel(
    dnnl::primitive primitive, const dnnl::memory::desc& scratchpad,
    const std::vector<PrimitiveArgument>& arguments) {
  Call main{std::move(primitive), {}};
  std::vector<Call> after;
  for (const PrimitiveArgument& argument : arguments) {
    const bool input = argument.direction == PrimitiveArgument::kInput;
    const dnnl_memory_t ours = Put(input ? Place::kInput : Place::kOutput,
                                   argument.port, argument.ours);
    dnnl_memory_t theirs = ours;
    if (argument.ours != argument.theirs) {
      theirs = PutInScratch(argument.theirs);
      if (input) {
        calls_.push_back(Reorder(argument.ours, ours, argument.theirs, theirs));
      } else {
        after.push_back(Reorder(argument.theirs, theirs, argument.ours, ours));
      }
    }
    main.arguments.push_back({argument.id, theirs});
  }
  if (scratchpad.get_size() > 0) {
    main.arguments.push_back({DNNL_ARG_SCRATCHPAD, PutInScratch(scratchpad)});
  }
  calls_.push_back(std::move(main));
  for (Call& call : after) calls_.push_back(std::move(call));
}

dnnl_memory_t PrimitiveKernel::Put(Place::Of of, size_t index,
                                   const dnnl::memory::desc& desc) {
  places_.push_back(
      {of, index, dnnl::memory(desc, OneDnnEngine(), DNNL_MEMORY_NONE)});
  return places_.back().memory.get();
}

dnnl_memory_t PrimitiveKernel::PutInScratch(const dnnl::memory::desc& desc) {
  const size_t offset = scratch_bytes_;
  scratch_bytes_ +=
      (desc.get_size() + kAlignment - 1) / kAlignment * kAlignment;
  return Put(Place::kScratch, offset, desc);
}

PrimitiveKernel::Call PrimitiveKernel::Reorder(const dnnl::memory::desc& from,
                                               dnnl_memory_t from_memory,
                                               const dnnl::memory::desc& to,
                                               dnnl_memory_t to_memory) {
  const dnnl::reorder::primitive_desc described(
      OneDnnEngine(), from, OneDnnEngine(), to, KernelAttributes());
  Call call{dnnl::reorder(described),
            {{DNNL_ARG_FROM, from_memory}, {DNNL_ARG_TO, to_memory}}};
  if (described.scratchpad_desc().get_size() > 0) {
    call.arguments.push_back(
        {DNNL_ARG_SCRATCHPAD, PutInScratch(described.scratchpad_desc())});
  }
  return call;
}

void PrimitiveKernel::Run(const KernelArgs& args) {
  for (const Place& place : places_) {
    void* address = nullptr;
    switch (place.of) {
      case Place::kInput:  // only read: a primitive's source
        address = const_cast<void*>(args.inputs[place.index]);
        break;
      case Place::kOutput:
        address = args.outputs[place.index];
        break;
      case Place::kScratch:
        address = static_cast<char*>(args.scratch) + place.index;
        break;
    }
    SYNFIRE_CHECK(dnnl_memory_set_data_handle(place.memory.get(), address) ==
                  dnnl_success);
  }
  for (const Call& call : calls_) {
    SYNFIRE_CHECK(
        dnnl_primitive_execute(call.primitive.get(), OneDnnStream().get(),
                               static_cast<int>(call.arguments.size()),
                               call.arguments.data()) == dnnl_success);
  }
}

}  // namespace synfire
