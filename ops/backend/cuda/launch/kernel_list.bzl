"""Compiles bodies (block.h) as kernels, and lists them for the tests."""

load("//third_party/cuda:cuda_library.bzl", "cuda_library")

_KERNELS = """#include "ops/backend/cuda/launch/device_launcher.cuh"
{includes}
namespace synfire {{
{kernels}}}  // namespace synfire
"""

_LIST = """#include "ops/backend/cuda/launch/kernel_list.h"
{includes}
namespace synfire {{

const std::vector<ListedKernel>& {function}() {{
  static const auto* const kernels = new std::vector<ListedKernel>{{
{entries}  }};
  return *kernels;
}}

}}  // namespace synfire
"""

def _includes(headers):
    return "".join(["#include \"%s\"\n" % header for header in headers])

def _kernel_sources_impl(ctx):
    ctx.actions.write(ctx.outputs.kernels, _KERNELS.format(
        includes = _includes(ctx.attr.headers),
        kernels = "".join([
            "template int LaunchOnDevice<{0}>(const {0}&, int64_t, void*);\n"
                .format(body)
            for body in ctx.attr.bodies
        ]),
    ))
    ctx.actions.write(ctx.outputs.listed, _LIST.format(
        includes = _includes(ctx.attr.headers),
        function = ctx.attr.function,
        entries = "".join([
            "      {\"%s\", typeid(%s)},\n" % (body, body)
            for body in ctx.attr.bodies
        ]),
    ))

_kernel_sources = rule(
    implementation = _kernel_sources_impl,
    attrs = {
        "bodies": attr.string_list(mandatory = True),
        "function": attr.string(mandatory = True),
        "headers": attr.string_list(mandatory = True),
        "kernels": attr.output(mandatory = True),
        "listed": attr.output(mandatory = True),
    },
)

def cuda_kernels(name, bodies, headers, function, deps, **kwargs):
    """Kernels that LaunchOnDevice (device_launcher.h) finds, one nvcc file.

    Args:
      name: the cuda_library; NAME_list is a cc_library, in any build, that
        defines `const std::vector<ListedKernel>& FUNCTION()`.
      bodies: types of namespace synfire; every one that is launched.
      headers: what they need, as it is included.
      function: of the list.
      deps: libraries with the headers.
      **kwargs: visibility and the like.
    """
    _kernel_sources(
        name = name + "_sources",
        bodies = bodies,
        function = function,
        headers = headers,
        kernels = name + ".cu",
        listed = name + "_list.cc",
        visibility = ["//visibility:private"],
    )
    cuda_library(
        name = name,
        srcs = [name + ".cu"],
        deps = deps + ["//ops/backend/cuda/launch:device_launcher"],
        **kwargs
    )
    native.cc_library(
        name = name + "_list",
        srcs = [name + "_list.cc"],
        deps = deps + ["//ops/backend/cuda/launch:kernel_list"],
        **kwargs
    )
