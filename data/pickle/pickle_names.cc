#include "data/pickle/pickle_names.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace synfire {
namespace {

// Containers and numbers of the language itself.
constexpr absl::string_view kBuiltins[] = {
    "bool",  "bytearray", "bytes", "complex", "dict",
    "float", "frozenset", "int",   "list",    "object",
    "range", "set",       "slice", "str",     "tuple"};

// Sorted.  With everything below them.
constexpr absl::string_view kSystemModules[] = {
    "_io",          "_posixsubprocess",
    "_pickle",      "_thread",
    "ast",          "asyncio",
    "atexit",       "bdb",
    "builtins",     "cProfile",
    "code",         "codeop",
    "commands",     "concurrent",
    "ctypes",       "dill",
    "distutils",    "doctest",
    "ensurepip",    "fcntl",
    "ftplib",       "gc",
    "http",         "httplib",
    "idlelib",      "imp",
    "importlib",    "inspect",
    "io",           "lib2to3",
    "linecache",    "marshal",
    "mmap",         "multiprocessing",
    "nt",           "operator",
    "os",           "pdb",
    "pickle",       "pickletools",
    "pip",          "pkg_resources",
    "pkgutil",      "platform",
    "popen2",       "posix",
    "posixpath",    "profile",
    "pty",          "pydoc",
    "requests",     "resource",
    "runpy",        "setuptools",
    "shlex",        "shutil",
    "signal",       "site",
    "smtplib",      "socket",
    "socketserver", "sqlite3",
    "ssl",          "subprocess",
    "sys",          "sysconfig",
    "tempfile",     "test",
    "threading",    "timeit",
    "trace",        "types",
    "unittest",     "urllib",
    "urllib2",      "venv",
    "webbrowser",   "xmlrpc",
    "zipfile",      "zipimport",
    "zipapp"};

struct Function {
  absl::string_view module, name;
};

// Names without a capital that are called to make a value.
constexpr Function kFunctions[] = {
    {"_codecs", "encode"},  // bytes, in protocol 2
    {"collections", "defaultdict"},
    {"collections", "deque"},
    {"copy_reg", "_reconstructor"},
    {"copyreg", "_reconstructor"},
    {"datetime", "date"},
    {"datetime", "datetime"},
    {"datetime", "time"},
    {"datetime", "timedelta"},
    {"datetime", "timezone"},
    {"numpy", "dtype"},
    {"numpy._core.multiarray", "_reconstruct"},
    {"numpy._core.multiarray", "scalar"},
    {"numpy._core.numeric", "_frombuffer"},
    {"numpy.core.multiarray", "_reconstruct"},
    {"numpy.core.multiarray", "scalar"},
    {"numpy.core.numeric", "_frombuffer"},
    {"torch", "device"},
    {"torch.serialization", "_get_layout"},
};

constexpr absl::string_view kBuiltinModules[] = {"builtins", "__builtin__"};

template <typename Container>
bool Contains(const Container& names, absl::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

bool MayBeNamed(absl::string_view module, absl::string_view name) {
  if (Contains(kBuiltinModules, module)) return Contains(kBuiltins, name);
  return !Contains(kSystemModules, module.substr(0, module.find('.')));
}

bool MayBeCalled(absl::string_view module, absl::string_view name) {
  if (!MayBeNamed(module, name)) return false;
  if (Contains(kBuiltinModules, module)) return true;
  // torch rebuilds its values by functions of these names.
  if (absl::StartsWith(module, "torch.") &&
      absl::StartsWith(name, "_rebuild_")) {
    return true;
  }
  // "Outer.Inner" is a class inside a class.
  const absl::string_view last = name.substr(name.rfind('.') + 1);
  const absl::string_view letters =
      last.substr(std::min(last.find_first_not_of('_'), last.size()));
  if (!letters.empty() && absl::ascii_isupper(letters[0])) return true;
  return std::any_of(std::begin(kFunctions), std::end(kFunctions),
                     [&](const Function& function) {
                       return function.module == module &&
                              function.name == name;
                     });
}

}  // namespace synfire
