// One oneDNN primitive as a kernel, with the reorders it needs.
#ifndef SYNFIRE_OPS_BACKEND_ONEDNN_PRIMITIVE_KERNEL_H_
#define SYNFIRE_OPS_BACKEND_ONEDNN_PRIMITIVE_KERNEL_H_

#include <vector>

#include "graph/op/kernel.h"
#include "ops/backend/onednn/library.h"

namespace synfire {

// An argument of a primitive and the port of the problem that it comes from or
// goes to.  `ours` describes the port's memory and `theirs` what the primitive
// wants; where they differ, a reorder goes between.
struct PrimitiveArgument {
  enum Direction { kInput, kOutput } direction;
  int port;
  int id;  // DNNL_ARG_SRC, ...
  dnnl::memory::desc ours, theirs;
};

// The attributes that every primitive of a PrimitiveKernel is described with:
// its scratchpad is ours.
dnnl::primitive_attr KernelAttributes();

// Everything is created here; Run only sets addresses and executes.  (oneDNN
// itself keeps a small map of the arguments on the heap during a call.)
class PrimitiveKernel : public Kernel {
 public:
  // `primitive` was made of a description whose scratchpad is `scratchpad`.
  // Throws dnnl::error where a reorder does not exist.
  PrimitiveKernel(dnnl::primitive primitive,
                  const dnnl::memory::desc& scratchpad,
                  const std::vector<PrimitiveArgument>& arguments);

  size_t scratch_bytes() const override { return scratch_bytes_; }
  void Run(const KernelArgs& args) override;

 private:
  // A memory object and where its address comes from in each run.
  struct Place {
    enum Of { kInput, kOutput, kScratch } of;
    size_t index;  // a port, or bytes into the scratch
    dnnl::memory memory;
  };
  struct Call {
    dnnl::primitive primitive;
    std::vector<dnnl_exec_arg_t> arguments;
  };

  dnnl_memory_t Put(Place::Of of, size_t index, const dnnl::memory::desc& desc);
  dnnl_memory_t PutInScratch(const dnnl::memory::desc& desc);
  Call Reorder(const dnnl::memory::desc& from, dnnl_memory_t from_memory,
               const dnnl::memory::desc& to, dnnl_memory_t to_memory);

  size_t scratch_bytes_ = 0;
  std::vector<Place> places_;
  std::vector<Call> calls_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_ONEDNN_PRIMITIVE_KERNEL_H_
