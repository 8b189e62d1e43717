"""A library of the operating system as a repository with one cc_library."""

_BUILD = """package(default_visibility = ["//visibility:public"])

cc_library(
    name = "{name}",
    linkopts = {linkopts},
)
"""

def _system_library_impl(ctx):
    for directory in ["/usr/include", "/usr/local/include"]:
        if ctx.path(directory + "/" + ctx.attr.header).exists:
            ctx.file("BUILD", _BUILD.format(
                name = ctx.name,
                linkopts = repr(ctx.attr.linkopts),
            ))
            return
    fail(("\n\n  %s is missing: no %s under /usr/include or " +
          "/usr/local/include.\n  Install the package %s (on Debian: " +
          "tools/install_packages).\n") %
         (ctx.name, ctx.attr.header, ctx.attr.package))

# The header is looked for when a target first needs the library, so a tree
# without, say, Google Benchmark builds everything but the benchmarks.
system_library = repository_rule(
    implementation = _system_library_impl,
    local = True,
    attrs = {
        "header": attr.string(mandatory = True),
        "linkopts": attr.string_list(),
        "package": attr.string(mandatory = True),
    },
)
