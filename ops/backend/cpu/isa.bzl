"""The same kernels for several instruction sets, in one program."""

# The token names a namespace and a library; best last.
_ISAS = {
    "portable": ["-march=x86-64"],
    "avx2": ["-march=x86-64-v3"],
    "avx512": ["-march=x86-64-v4", "-mprefer-vector-width=512"],
}

_COPTS = [
    "-O3",
    # Neither is ever read here, and either keeps a loop from becoming vectors.
    "-fno-trapping-math",
    "-fno-math-errno",
    # Never fused: a spike must not depend on the instruction set.
    "-ffp-contract=off",
]

def cc_isa_library(name, srcs, hdrs = [], deps = [], copts = [], **kwargs):
    """A cc_library whose `srcs` are compiled once for each instruction set.

    Each compilation sees SYNFIRE_ISA as portable, avx2 or avx512 (x86-64,
    x86-64-v3, x86-64-v4) and puts all it defines into a namespace of that
    name:

        // scan.h                        // scan.cc
        namespace synfire {              namespace synfire {
        namespace portable {             namespace SYNFIRE_ISA {
        void Scan(const ScanArgs&);      void Scan(const ScanArgs& args) {
        }                                  ...
        ...                              }
        }                                }}

    The caller chooses at run time and calls none that the machine lacks.

    A source of this kind includes small headers only: C headers, intrinsics,
    host_device.h, structs of numbers and pointers.  An inline function or
    template from a larger one (std::vector, absl, std::function) that is not
    inlined here is emitted with this file's instructions under a name that
    all files share, and the linker may keep that copy for the whole program,
    which then dies on an older machine.  Anything of ours that is inlined
    here is always_inline (SYNFIRE_HOST_DEVICE), static, or in SYNFIRE_ISA.
    The test NAME_symbols_test looks at what the compiler emitted.

    Args:
      name: the cc_library to depend on.
      srcs: compiled once for each instruction set.
      hdrs: what callers include; sees no SYNFIRE_ISA.
      deps: of srcs and hdrs.
      copts: added for srcs.
      **kwargs: visibility and the like.
    """
    parts = []
    for isa, march in _ISAS.items():
        part = name + "_" + isa
        native.cc_library(
            name = part,
            srcs = srcs + hdrs,
            copts = _COPTS + copts + march,
            linkstatic = True,
            local_defines = ["SYNFIRE_ISA=" + isa],
            visibility = ["//visibility:private"],
            deps = deps,
        )
        native.filegroup(
            name = part + "_archive",
            srcs = [part],
            visibility = ["//visibility:private"],
        )
        parts.append(part)
    native.cc_library(
        name = name,
        hdrs = hdrs,
        deps = deps + parts,
        **kwargs
    )
    native.sh_test(
        name = name + "_symbols_test",
        size = "small",
        srcs = [Label("//ops/backend/cpu:isa_symbols_test.sh")],
        args = [
            "%s=$(rootpaths :%s_%s_archive)" % (isa, name, isa)
            for isa in _ISAS
            if isa != "portable"
        ],
        data = [
            ":%s_%s_archive" % (name, isa)
            for isa in _ISAS
            if isa != "portable"
        ],
        # Only an optimised build inlines what it should.
        tags = ["optimized"],
    )
