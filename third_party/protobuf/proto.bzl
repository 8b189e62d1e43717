"""Protocol Buffers through the protoc of the operating system."""

def proto_cc_library(name, src, deps = [], visibility = None):
    """Compiles one .proto file to a cc_library.

    The generated header is included by its path from the root of the tree:
    graph/proto/model.proto gives #include "graph/proto/model.pb.h".

    Args:
      name: the cc_library.
      src: the .proto file, in this package.
      deps: other proto_cc_library targets, of the files that src imports by
        their path from the root of the tree.
      visibility: of the cc_library.
    """
    if not src.endswith(".proto"):
        fail("%s: src must be a .proto file, got %s" % (name, src))
    stem = src[:-len(".proto")]
    sources = [dep + "_proto" for dep in deps]

    # The root of the tree, which may be another workspace's external one.
    repository = native.repository_name()[1:]
    root = "external/" + repository if repository else "."

    # What a dependent's protoc must see: this file and what it imports.
    native.filegroup(
        name = name + "_proto",
        srcs = [src] + sources,
        visibility = visibility,
    )
    native.genrule(
        name = name + "_protoc",
        srcs = [src] + sources,
        outs = [stem + ".pb.h", stem + ".pb.cc"],
        cmd = """
          command -v protoc > /dev/null || {
            echo "protoc is missing: run tools/install_packages" >&2; exit 1; }
          protoc --proto_path=%s --cpp_out=$(GENDIR)/%s %s/%s
        """ % (root, root, native.package_name(), src),
        message = "Compiling " + src,
    )
    native.cc_library(
        name = name,
        srcs = [stem + ".pb.cc"],
        hdrs = [stem + ".pb.h"],
        # protoc's output is not ours to keep free of warnings.
        copts = ["-w"],
        visibility = visibility,
        deps = deps + ["//third_party:protobuf"],
    )
