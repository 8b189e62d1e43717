"""Implicit repositories for a Bazel that a distribution packaged.

Bazel's own BUILD files refer to a few repositories that an upstream release
fetches for itself.  Debian's package carries them under /usr/share/bazel and
never fetches anything; this file points at those copies, so that a build needs
no network.  An upstream Bazel knows its version and is left as it is.
"""

_ROOT = "/usr/share/bazel/"

def _is_upstream():
    # Debian's build of Bazel has no release number ("no_version").
    version = native.bazel_version
    return bool(version) and version[0].isdigit()

def packaged_bazel_repositories(tree = ""):
    """Declares them where Bazel is a distribution's.

    Args:
      tree: the path of this tree from the workspace that calls, with a slash
        at its end; of its own workspace, nothing.
    """
    if _is_upstream():
        return
    for name, path in {
        "bazel_skylib": _ROOT + "tools/skylib",
        "platforms": _ROOT + "tools/platforms",
        "rules_java": _ROOT + "rules/java",
        "rules_proto": _ROOT + "rules/proto",
        # The packaged rules_cc does not load in the packaged Bazel.
        "rules_cc": tree + "third_party/bazel/rules_cc",
        # Every test rule names a coverage tool, whether it is used or not.
        "remote_coverage_tools": tree + "third_party/bazel/coverage",
    }.items():
        native.local_repository(name = name, path = path)
