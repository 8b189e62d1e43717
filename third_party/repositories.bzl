"""Every library from outside the tree, by the name //third_party gives it."""

load("//third_party/cuda:repository.bzl", "cuda_repository")
load("//third_party/onednn:onednn.bzl", "onednn_repository")
load("//third_party:system_library.bzl", "system_library")

# What our sources call directly; the shared libraries find the rest.
_ABSL = [
    "-labsl_" + library
    for library in [
        "status",
        "statusor",
        "cord",
        "cord_internal",
        "cordz_info",
        "cordz_functions",
        "cordz_handle",
        "str_format_internal",
        "strings",
        "strings_internal",
        "hash",
        "city",
        "low_level_hash",
        "raw_hash_set",
        "hashtablez_sampler",
        "synchronization",
        "time",
        "int128",
        "bad_optional_access",
        "bad_variant_access",
        "throw_delegate",
        "raw_logging_internal",
        "base",
    ]
]

def synfire_repositories():
    system_library(
        name = "absl",
        header = "absl/status/statusor.h",
        linkopts = ["-Wl,--push-state,--as-needed"] + _ABSL +
                   ["-Wl,--pop-state"],
        package = "libabsl-dev",
    )
    system_library(
        name = "protobuf",
        header = "google/protobuf/message.h",
        linkopts = ["-lprotobuf"],
        package = "libprotobuf-dev",
    )
    system_library(
        name = "gtest",
        header = "gtest/gtest.h",
        linkopts = ["-lgmock", "-lgtest", "-lgtest_main", "-lpthread"],
        package = "libgtest-dev",
    )
    system_library(
        name = "gmock",
        header = "gmock/gmock.h",
        package = "libgmock-dev",
    )
    system_library(
        name = "benchmark",
        header = "benchmark/benchmark.h",
        linkopts = ["-lbenchmark", "-lpthread"],
        package = "libbenchmark-dev",
    )
    system_library(
        name = "cli11",
        header = "CLI/CLI.hpp",
        package = "libcli11-dev",
    )
    system_library(
        name = "json",
        header = "nlohmann/json.hpp",
        package = "nlohmann-json3-dev",
    )
    system_library(
        name = "zlib",
        header = "zlib.h",
        linkopts = ["-lz"],
        package = "zlib1g-dev",
    )
    system_library(
        name = "jpeg",
        header = "jpeglib.h",
        linkopts = ["-ljpeg"],
        package = "libjpeg62-turbo-dev",
    )
    system_library(
        name = "png",
        header = "png.h",
        linkopts = ["-lpng"],
        package = "libpng-dev",
    )
    system_library(
        name = "hdf5",
        header = "hdf5/serial/hdf5.h",  # where Debian puts it
        linkopts = ["-lhdf5_serial"],
        package = "libhdf5-dev",
    )
    onednn_repository(name = "onednn")
    cuda_repository(name = "cuda")
