"""Test and benchmark programs made of op cases (tests/ops/op_case.h)."""

def op_test(name, cases, size = "small"):
    """Forward, gradient, kernels and unrolling of each case.

    `bazel test :name --test_arg=--seed=7` varies the inputs;
    `--test_filter='*gradient*'` picks checks.

    Args:
      name: the cc_test.
      cases: one alwayslink library of cases, or a list of them.
      size: as in cc_test.
    """
    native.cc_test(
        name = name,
        size = size,
        deps = _as_list(cases) + [Label("//tests/ops:op_test_main")],
    )

def op_bench(name, cases):
    """`bazel run :name` times every kernel on each case.

    It takes the options of Google Benchmark.  `bazel test :name_once` runs one
    iteration of each case that is not benchmark_only.

    Args:
      name: the cc_binary.
      cases: one alwayslink library of cases, or a list of them.
    """
    deps = _as_list(cases) + [Label("//tests/ops:op_bench_main")]
    native.cc_binary(
        name = name,
        testonly = True,
        deps = deps,
    )
    native.cc_test(
        name = name + "_once",
        size = "small",
        args = ["--once"],
        deps = deps,
    )

def _as_list(cases):
    return cases if type(cases) == "list" else [cases]
