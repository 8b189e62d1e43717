// oneDNN's engine, and the border at which its exceptions end.
#ifndef SYNFIRE_OPS_BACKEND_ONEDNN_LIBRARY_H_
#define SYNFIRE_OPS_BACKEND_ONEDNN_LIBRARY_H_

#include <oneapi/dnnl/dnnl_debug.h>

#include <oneapi/dnnl/dnnl.hpp>

#include "graph/op/kernel.h"

namespace synfire {

// The processor, and the one stream of work on it.  A stream of the processor
// runs a primitive in the calling thread and OpenMP's, and holds no state.
const dnnl::engine& OneDnnEngine();
const dnnl::stream& OneDnnStream();

// Whether primitives may use all of the instruction set `isa`.
bool OneDnnHas(dnnl::cpu_isa isa);

// What `body` returns; where oneDNN throws, a refusal with its words.
template <typename Body>
KernelOrRefusal MakeWithOneDnn(Body&& body) {
  try {
    return body();
  } catch (const dnnl::error& error) {
    return Refuse("oneDNN ", error.what(), ": ", dnnl_status2str(error.status));
  }
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_ONEDNN_LIBRARY_H_
