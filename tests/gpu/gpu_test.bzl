"""Tests of networks, once more on a GPU."""

load("//third_party/cuda:cuda.bzl", "requires_cuda")

def gpu_network_test(name, deps, **kwargs):
    """A cc_test whose networks run on a GPU; says so where there is none.

    Args:
      name: of the test; built in builds with --config=cuda.
      deps: as those of the test on the host.
      **kwargs: likewise.
    """
    native.cc_test(
        name = name,
        target_compatible_with = requires_cuda(),
        deps = deps + [
            "//tests/gpu:networks_main",
            "//third_party:gtest",
        ],
        **kwargs
    )
