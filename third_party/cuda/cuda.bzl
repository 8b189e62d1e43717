"""What BUILD files say of builds with --config=cuda."""

def if_cuda(then, otherwise = []):
    """`then` in builds with --config=cuda, else `otherwise`."""
    return select({
        "//third_party/cuda:enabled": then,
        "//conditions:default": otherwise,
    })

def requires_cuda():
    """For target_compatible_with: skipped in builds without --config=cuda."""
    return if_cuda([], ["@platforms//:incompatible"])

def _link_only_impl(ctx):
    return [CcInfo(linking_context = ctx.attr.dep[CcInfo].linking_context)]

# What `dep` links and none of its headers: those who depend on it do not see
# the vendor's, and compile to the same objects in builds with CUDA and without.
link_only = rule(
    implementation = _link_only_impl,
    attrs = {"dep": attr.label(mandatory = True, providers = [CcInfo])},
)
