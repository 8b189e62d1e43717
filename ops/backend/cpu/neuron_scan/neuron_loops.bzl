"""Compiles the loops of neurons for every instruction set."""

load("//ops/backend/cpu:isa.bzl", "cc_isa_library")

_SOURCE = """#include "ops/backend/cpu/neuron_scan/scan_loops.h"
{includes}
namespace synfire {{
namespace SYNFIRE_ISA {{
{loops}}}  // namespace SYNFIRE_ISA
}}  // namespace synfire
"""

def _loops_source_impl(ctx):
    ctx.actions.write(ctx.outputs.source, _SOURCE.format(
        includes = "".join([
            "#include \"%s\"\n" % header
            for header in ctx.attr.neurons
        ]),
        loops = "".join([
            "template ScanLoops LoopsOf<%s<float>>();\n" % neuron
            for neuron in ctx.attr.neurons.values()
        ]),
    ))

_loops_source = rule(
    implementation = _loops_source_impl,
    attrs = {
        "neurons": attr.string_dict(mandatory = True),
        "source": attr.output(mandatory = True),
    },
)

def neuron_loops(name, neurons, deps, **kwargs):
    """What AddCpuNeuron of neuron_scan.h links, for some neurons.

    Args:
      name: the cc_library to depend on.
      neurons: for each neuron its header, as it is included, and its struct
        template, which may be qualified: {"mine/burst.h": "mine::Burst"}.
      deps: libraries that have the headers.
      **kwargs: visibility and the like.
    """
    _loops_source(
        name = name + "_source",
        neurons = neurons,
        source = name + ".cc",
        visibility = ["//visibility:private"],
    )
    cc_isa_library(
        name = name,
        srcs = [name + ".cc"],
        deps = deps + [Label("//ops/backend/cpu/neuron_scan:scan_loops")],
        **kwargs
    )
