"""The kernels of neurons' scans."""

load("//ops/backend/cuda/launch:kernel_list.bzl", "cuda_kernels")
load("//third_party/cuda:cuda.bzl", "requires_cuda")

# Of each neuron: lanes; for the gradient also the steps, 0 for any number.
_BODIES = [
    "ScanBody<{neuron}<float>, 4>",
    "ScanBody<{neuron}<float>, 1>",
    "ScanGradBody<{neuron}<float>, 4, 4>",
    "ScanGradBody<{neuron}<float>, 4, 8>",
    "ScanGradBody<{neuron}<float>, 4, 0>",
    "ScanGradBody<{neuron}<float>, 1, 0>",
]

# Of those that fire: spikes as bits.
_PACKING_BODIES = ["ScanBody<{neuron}<float>, 8>"]

_HEADERS = [
    "ops/backend/cuda/neuron_scan/scan_body.h",
    "ops/backend/cuda/neuron_scan/scan_grad_body.h",
]

_LIST = """#include "ops/backend/cuda/launch/kernel_list.h"

namespace synfire {{

{declarations}
std::vector<ListedKernel> ScanKernels() {{
  std::vector<ListedKernel> all;
  for (const auto* list : {{{calls}}}) {{
    all.insert(all.end(), list->begin(), list->end());
  }}
  return all;
}}

}}  // namespace synfire
"""

def _whole_list_impl(ctx):
    ctx.actions.write(ctx.outputs.source, _LIST.format(
        declarations = "".join([
            "const std::vector<ListedKernel>& %s();\n" % function
            for function in ctx.attr.functions
        ]),
        calls = ", ".join(["&%s()" % f for f in ctx.attr.functions]),
    ))

_whole_list = rule(
    implementation = _whole_list_impl,
    attrs = {
        "functions": attr.string_list(mandatory = True),
        "source": attr.output(mandatory = True),
    },
)

def scan_kernels(name, neurons, never_fire):
    """Kernels of the neurons of ops/neurons.

    Args:
      name: the cc_library, in builds with CUDA; NAME_list, in any, defines
        `std::vector<ListedKernel> ScanKernels()`.
      neurons: for each header of //ops/neurons its struct template.
      never_fire: headers of those whose output is no spike.
    """
    libraries, functions = [], []
    for header, neuron in neurons.items():
        library = header[:-len(".h")] + "_kernels"
        bodies = _BODIES + ([] if header in never_fire else _PACKING_BODIES)
        cuda_kernels(
            name = library,
            bodies = [body.format(neuron = neuron) for body in bodies],
            function = neuron + "Kernels",
            headers = _HEADERS + ["ops/neurons/" + header],
            deps = [":scan_bodies", "//ops/neurons"],
        )
        libraries.append(":" + library)
        functions.append(neuron + "Kernels")
    native.cc_library(
        name = name,
        target_compatible_with = requires_cuda(),
        deps = libraries,
    )
    _whole_list(
        name = name + "_source",
        functions = functions,
        source = name + "_list.cc",
        visibility = ["//visibility:private"],
    )
    native.cc_library(
        name = name + "_list",
        srcs = [name + "_list.cc"],
        deps = [library + "_list" for library in libraries] +
               ["//ops/backend/cuda/launch:kernel_list"],
    )
