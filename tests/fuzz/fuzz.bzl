"""Fuzz targets: one function, two engines."""

def fuzz_target(name, src, corpus, deps = [], runs = 20000, seconds = 10):
    """A fuzz test of the function LLVMFuzzerTestOneInput in `src`.

    `bazel test :name` runs the seeds as they are, then mutations of them, the
    same ones every time (driver.cc); add --config=asan to look for more than
    crashes.  `bazel run --config=fuzz :name -- -runs=-1 -max_total_time=600` lets
    libFuzzer look for new paths.  Either way
    `bazel run :name -- --runs=0 FILE` (libFuzzer: `-- FILE`) replays a file
    that failed.

    Args:
      name: the cc_test.
      src: the file that defines LLVMFuzzerTestOneInput.
      corpus: seed files, at least one; usually glob(["corpus/name/*"]).
      deps: what src needs.
      runs: mutations tried by `bazel test`.
      seconds: where `bazel test` stops, however slow the machine.
    """
    if not corpus:
        fail("%s: the corpus is empty; add a seed file to start from" % name)
    seeds = ["$(rootpath %s)" % seed for seed in corpus]
    native.cc_test(
        name = name,
        size = "small",
        srcs = [src],
        args = select({
            "//tests/fuzz:libfuzzer": [
                "-runs=%d" % runs,
                "-max_total_time=%d" % seconds,
                "-seed=1",
                "-seed_inputs=" + ",".join(seeds),
            ],
            "//conditions:default": [
                "--runs=%d" % runs,
                "--seconds=%d" % seconds,
            ] + seeds,
        }),
        data = corpus,
        linkopts = select({
            "//tests/fuzz:libfuzzer": ["-fsanitize=fuzzer"],
            "//conditions:default": [],
        }),
        tags = ["fuzz"],
        deps = deps + select({
            "//tests/fuzz:libfuzzer": [],
            "//conditions:default": ["//tests/fuzz:driver"],
        }),
    )
