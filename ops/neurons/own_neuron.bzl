"""A neuron from outside the tree, and a program that knows it.

See docs/own_neuron.md.
"""

load("//ops/backend/cpu/neuron_scan:neuron_loops.bzl", "neuron_loops")

_SOURCE = """#include "{header}"
#include "ops/backend/cpu/neuron_scan/neuron_scan.h"
#include "ops/extension.h"
#include "ops/neurons/add_neuron.h"

namespace synfire {{
namespace {{

const CatalogExtension kExtension([](Catalog* catalog) {{
  AddNeuron<{neuron}>(catalog);
  AddCpuNeuron<{neuron}>(&catalog->ops);
}});

}}  // namespace
}}  // namespace synfire
"""

def _registration_impl(ctx):
    ctx.actions.write(ctx.outputs.source, _SOURCE.format(
        header = ctx.attr.header,
        neuron = ctx.attr.neuron,
    ))

_registration = rule(
    implementation = _registration_impl,
    attrs = {
        "header": attr.string(mandatory = True),
        "neuron": attr.string(mandatory = True),
        "source": attr.output(mandatory = True),
    },
)

def synfire_neuron(name, header, neuron, deps = [], **kwargs):
    """A library that registers a neuron, with kernels for each instruction set.

    Every program and test that links it knows the neuron by its kName.

    Args:
      name: the cc_library.
      header: the neuron's header, in this package.
      neuron: its struct template with all namespaces: "mine::BurstNeuron".
      deps: what the header includes beyond the headers of
        //ops/neurons:scan.
      **kwargs: visibility and the like.
    """
    native.cc_library(
        name = name + "_header",
        hdrs = [header],
        deps = deps + [Label("//ops/neurons:scan")],
        visibility = ["//visibility:private"],
    )
    path = native.package_name() + "/" if native.package_name() else ""
    neuron_loops(
        name = name + "_loops",
        neurons = {path + header: neuron},
        deps = [":" + name + "_header"],
        visibility = ["//visibility:private"],
    )
    _registration(
        name = name + "_registration",
        header = path + header,
        neuron = neuron,
        source = name + "_registration.cc",
        visibility = ["//visibility:private"],
    )
    native.cc_library(
        name = name,
        srcs = [name + "_registration.cc"],
        alwayslink = True,
        deps = [
            ":" + name + "_header",
            ":" + name + "_loops",
            Label("//ops:extension"),
            Label("//ops/backend/cpu/neuron_scan"),
            Label("//ops/neurons:add_neuron"),
        ],
        **kwargs
    )

def synfire_program(name, neurons, **kwargs):
    """The `synfire` program with more neurons.

    Args:
      name: the cc_binary.
      neurons: libraries of synfire_neuron.
      **kwargs: visibility and the like.
    """
    native.cc_binary(
        name = name,
        deps = neurons + [Label("//tools:main")],
        **kwargs
    )
