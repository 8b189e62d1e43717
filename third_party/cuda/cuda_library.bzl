"""Compiles .cu files with nvcc, in builds with --config=cuda."""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")
load(":cuda.bzl", "if_cuda", "requires_cuda")

# Machine code for data-centre devices of two generations; others of compute
# capability 9.0 and newer compile the last one's PTX when the program starts.
_ARCHITECTURES = [
    "-gencode=arch=compute_80,code=sm_80",
    "-gencode=arch=compute_90,code=[sm_90,compute_90]",
]

_COPTS = [
    "-std=c++17",
    "-O3",
    # A contracted multiply-add flips spikes: nvcc contracts unless told.
    "-fmad=false",
    # The host's compiler is shown the device's pragmas too.
    "-Xcompiler=-Wall,-Wno-unknown-pragmas,-ffp-contract=off",
]

def _cuda_library_impl(ctx):
    toolchain = find_cpp_toolchain(ctx)
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    given = cc_common.merge_cc_infos(
        cc_infos = [dep[CcInfo] for dep in ctx.attr.deps],
    )
    context = given.compilation_context
    includes = depset(transitive = [
        context.includes,
        context.quote_includes,
        context.system_includes,
    ])
    objects = []
    for source in ctx.files.srcs:
        object = ctx.actions.declare_file("_objs/%s/%s.o" % (
            ctx.label.name,
            source.basename[:-len(".cu")],
        ))
        arguments = ctx.actions.args()
        arguments.add_all(["-c", source, "-o", object])
        arguments.add("-ccbin", toolchain.compiler_executable)
        arguments.add_all(_ARCHITECTURES + _COPTS + ctx.attr.copts)
        arguments.add_all(context.defines, before_each = "-D")
        arguments.add_all(includes, before_each = "-I")
        ctx.actions.run(
            executable = ctx.executable.nvcc,
            arguments = [arguments],
            inputs = depset(
                [source],
                transitive = [context.headers, toolchain.all_files],
            ),
            outputs = [object],
            mnemonic = "CudaCompile",
            progress_message = "Compiling %s for CUDA" % source.short_path,
            use_default_shell_env = True,
        )
        objects.append(object)
    linking, _ = cc_common.create_linking_context_from_compilation_outputs(
        actions = ctx.actions,
        name = ctx.label.name,
        feature_configuration = features,
        cc_toolchain = toolchain,
        compilation_outputs = cc_common.create_compilation_outputs(
            objects = depset(objects),
            pic_objects = depset(objects),
        ),
        linking_contexts = [given.linking_context],
        disallow_dynamic_library = True,
    )
    return [
        DefaultInfo(files = depset(objects)),
        CcInfo(linking_context = linking),
    ]

_cuda_library = rule(
    implementation = _cuda_library_impl,
    attrs = {
        "copts": attr.string_list(),
        "deps": attr.label_list(providers = [CcInfo]),
        "nvcc": attr.label(
            allow_single_file = True,
            cfg = "exec",
            executable = True,
        ),
        "srcs": attr.label_list(allow_files = [".cu"]),
        "_cc_toolchain": attr.label(
            default = "@bazel_tools//tools/cpp:current_cc_toolchain",
        ),
    },
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)

def cuda_library(name, srcs, deps = [], copts = [], **kwargs):
    """Links .cu files; skipped in builds without --config=cuda.

    It has no headers: what callers include is a cc_library without the
    vendor's.

    Args:
      name: what cc_* rules depend on, where they are so skipped too, or
        inside if_cuda.
      srcs: compiled by nvcc, one after the other: few kernels in each.
      deps: cc_library targets with the headers of srcs; the CUDA runtime is
        always one.
      copts: added for nvcc.
      **kwargs: visibility and the like.
    """
    _cuda_library(
        name = name,
        srcs = srcs,
        deps = deps + if_cuda(["@cuda//:cudart"]),
        copts = copts,
        nvcc = if_cuda("@cuda//:nvcc.sh", None),
        target_compatible_with = requires_cuda(),
        **kwargs
    )
