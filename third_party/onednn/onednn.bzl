"""oneDNN: the pinned Python packages, or the installation in $ONEDNN_ROOT.

By default `python3 -m pip` downloads the files named in requirements.txt,
checks their sha256, and the headers and the library are taken out of them;
nothing is installed.  With ONEDNN_ROOT set, `$ONEDNN_ROOT/include` and
`$ONEDNN_ROOT/lib` are used in their place; they must be of a 3.x release built
for OpenMP.  From 3.2 on there is no f32 Winograd convolution for AVX-512: the
same results, more slowly.
"""

_BUILD = """package(default_visibility = ["//visibility:public"])

cc_library(
    name = "onednn",
    srcs = ["lib/libdnnl.so.3"],
    hdrs = glob(["include/**"]),
    includes = ["include"],
)
"""

_LIBRARY = "libdnnl.so.3"

def _fail(what, fix):
    fail("\n\n  oneDNN: %s\n  %s\n" % (what, fix.replace("\n", "\n  ")))

def _from_root(ctx, root):
    header = ctx.path(root + "/include/oneapi/dnnl/dnnl_version.h")
    fix = ("Point ONEDNN_ROOT at the prefix of an installed oneDNN 3.x, or " +
           "unset it\nto let the build fetch the pinned package.")
    if not header.exists:
        _fail("ONEDNN_ROOT is %s, but %s does not exist." % (root, header), fix)
    if "DNNL_VERSION_MAJOR 3" not in ctx.read(header):
        _fail("%s is not of a 3.x release." % header, fix)
    for directory in ["lib", "lib64", "lib/x86_64-linux-gnu"]:
        library = ctx.path("%s/%s/%s" % (root, directory, _LIBRARY))
        if library.exists:
            ctx.symlink(root + "/include/oneapi", "include/oneapi")
            ctx.symlink(library, "lib/" + _LIBRARY)
            return
    _fail("no %s in lib, lib64 or lib/x86_64-linux-gnu of %s." %
          (_LIBRARY, root), fix)

def _run(ctx, arguments, what, fix):
    result = ctx.execute(arguments, timeout = 1200)
    if result.return_code != 0:
        output = (result.stdout + result.stderr).strip()
        _fail("%s failed:\n\n%s\n" % (what, output), fix)

def _from_packages(ctx):
    python = ctx.which("python3")
    if not python:
        _fail("python3 is not on the PATH.", "Run tools/install_packages.")
    _run(
        ctx,
        [python, "-m", "pip", "--version"],
        "python3 -m pip --version",
        "Install python3-pip (tools/install_packages does).",
    )
    _run(
        ctx,
        [python, "-m", "pip", "download", "--no-deps", "--require-hashes"] +
        ["--only-binary=:all:", "--quiet", "--dest", "wheels"] +
        ["--requirement", ctx.path(ctx.attr.requirements)],
        "downloading the packages of third_party/onednn/requirements.txt",
        "Check that this machine is x86-64 Linux and reaches the package " +
        "index that pip\nis set up for, or set ONEDNN_ROOT to the prefix of " +
        "an installed oneDNN 3.x.",
    )
    for wheel in ctx.path("wheels").readdir():
        _run(
            ctx,
            [python, "-m", "zipfile", "-e", wheel, "unpacked"],
            "unpacking " + wheel.basename,
            "Is the disk full?",
        )
    for directory in ctx.path("unpacked").readdir():
        data = directory.get_child("data")
        headers = data.get_child("include").get_child("oneapi")
        library = data.get_child("lib").get_child(_LIBRARY)
        if headers.exists:
            ctx.symlink(headers, "include/oneapi")
        if library.exists:
            ctx.symlink(library, "lib/" + _LIBRARY)
    ctx.delete("wheels")

def _onednn_impl(ctx):
    root = ctx.os.environ.get("ONEDNN_ROOT", "")
    if root:
        _from_root(ctx, root.rstrip("/"))
    else:
        _from_packages(ctx)
    ctx.file("BUILD", _BUILD)

onednn_repository = repository_rule(
    implementation = _onednn_impl,
    attrs = {
        "requirements": attr.label(
            default = "//third_party/onednn:requirements.txt",
        ),
    },
    environ = ["ONEDNN_ROOT"],
)
