"""Compiles the host's run of each neuron's device kernels."""

_SOURCE = """#include "ops/backend/cuda/launch/host_launcher.h"
#include "ops/backend/cuda/neuron_scan/scan_kernels.h"
#include "ops/neurons/{header}"
#include "tests/ops/backend/cuda/host_neurons.h"

namespace synfire {{

template <template <class> class Neuron>
void AddHostNeuron(const std::string& device, OpRegistry* registry) {{
  AddCudaNeuron<Neuron, HostLauncher<false>>("cuda:in_order", device, registry);
  AddCudaNeuron<Neuron, HostLauncher<true>>("cuda:reversed", device, registry);
}}

template void AddHostNeuron<{neuron}>(const std::string&, OpRegistry*);

}}  // namespace synfire
"""

def _source_impl(ctx):
    ctx.actions.write(ctx.outputs.source, _SOURCE.format(
        header = ctx.attr.header,
        neuron = ctx.attr.neuron,
    ))

_source = rule(
    implementation = _source_impl,
    attrs = {
        "header": attr.string(mandatory = True),
        "neuron": attr.string(mandatory = True),
        "source": attr.output(mandatory = True),
    },
)

def host_neurons(name, neurons):
    """AddHostNeuron of host_neurons.h for some neurons.

    Args:
      name: the cc_library.
      neurons: for each header of //ops/neurons its struct template.
    """
    sources = []
    for header, neuron in neurons.items():
        source = "host_" + header[:-len(".h")] + ".cc"
        _source(
            name = neuron + "_source",
            header = header,
            neuron = neuron,
            source = source,
        )
        sources.append(source)
    native.cc_library(
        name = name,
        testonly = True,
        srcs = sources,
        # Run on small cases only; a quarter faster to compile.
        copts = ["-O1"],
        hdrs = ["host_neurons.h"],
        deps = [
            "//graph/op",
            "//ops/backend/cuda/launch:host_launcher",
            "//ops/backend/cuda/neuron_scan:scan_kernels",
            "//ops/neurons",
        ],
    )
