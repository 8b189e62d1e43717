#!/bin/bash
# Fails when a library compiled for one instruction set defines a symbol that
# other libraries may define too: the linker would keep any one of the copies.
# See isa.bzl.
#
#   isa_symbols_test.sh ISA=ARCHIVE...
set -euo pipefail

if [[ $# -eq 0 ]]; then
  echo "usage: $0 ISA=ARCHIVE..."
  exit 1
fi
failed=0
for argument in "$@"; do
  isa="${argument%%=*}"
  archive="${argument#*=}"
  symbols="$(nm --demangle --defined-only --extern-only "${archive}")"
  # ADDRESS TYPE NAME.  The type of an argument may name the namespace too, so
  # it is looked for before the first parenthesis.
  shared="$(awk -v isa="${isa}" '
      NF >= 3 && $2 ~ /^[Wi]$/ {
        name = $0
        sub(/^[^ ]+ [A-Za-z] /, "", name)
        head = name
        sub(/\(.*/, "", head)
        if (index(head, "synfire::" isa "::") == 0) print "    " name
      }' <<< "${symbols}")"
  if [[ -n "${shared}" ]]; then
    failed=1
    echo "${archive}: compiled for ${isa}, but outside synfire::${isa}:"
    echo "${shared}"
  fi
done
exit "${failed}"
