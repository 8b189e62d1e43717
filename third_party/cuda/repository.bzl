"""The CUDA toolkit of the machine: $CUDA_PATH, else /usr/local/cuda.

It is looked for when a build with --config=cuda first needs it; other builds
neither need nor see it, and nothing is ever downloaded.  Release 12.8 or newer,
with nvcc and the static runtime library.
"""

_OLDEST = (12, 8)

# The tool that compiles, as one file whose contents change with the toolkit, so
# that an upgrade compiles everything anew.
_NVCC = """#!/bin/sh
# {version}
exec '{root}/bin/nvcc' "$@"
"""

_BUILD = """package(default_visibility = ["//visibility:public"])

exports_files(["nvcc.sh"])

cc_library(
    name = "cudart",
    srcs = ["lib/libcudart_static.a"],
    hdrs = glob(["include/*.h*", "include/crt/*.h*"]),
    includes = ["include"],
    linkopts = ["-ldl", "-lpthread", "-lrt"],
)
"""

def _fail(root, what):
    fail(("\n\n  CUDA: %s\n  --config=cuda needs the CUDA toolkit %d.%d or " +
          "newer under %s.\n  Point CUDA_PATH at an installed one, or build " +
          "without --config=cuda.\n") % (what, _OLDEST[0], _OLDEST[1], root))

def _version(ctx, root):
    nvcc = root.get_child("bin").get_child("nvcc")
    if not nvcc.exists:
        _fail(root, "%s is missing." % nvcc)
    result = ctx.execute([nvcc, "--version"])
    lines = [
        line.strip()
        for line in result.stdout.splitlines()
        if "release" in line
    ]
    if result.return_code != 0 or not lines:
        _fail(root, "`%s --version` failed: %s" % (nvcc, result.stderr))

    # "Cuda compilation tools, release 13.0, V13.0.88"
    release = lines[0].split("release ")[1].split(",")[0].split(".")
    if (int(release[0]), int(release[1])) < _OLDEST:
        _fail(root, "%s is of release %s." % (nvcc, ".".join(release)))
    return lines[0]

def _cuda_repository_impl(ctx):
    root = ctx.path(ctx.os.environ.get("CUDA_PATH", "") or "/usr/local/cuda")
    version = _version(ctx, root)
    ctx.file("nvcc.sh", _NVCC.format(root = root, version = version))
    ctx.symlink(root.get_child("include"), "include")
    for directory in ["lib64", "lib", "targets/x86_64-linux/lib"]:
        library = ctx.path("%s/%s/libcudart_static.a" % (root, directory))
        if library.exists:
            ctx.symlink(library, "lib/libcudart_static.a")
            ctx.file("BUILD", _BUILD)
            return
    _fail(root, "there is no libcudart_static.a.")

cuda_repository = repository_rule(
    implementation = _cuda_repository_impl,
    environ = ["CUDA_PATH"],
    local = True,
)
