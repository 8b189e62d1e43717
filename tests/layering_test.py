#!/usr/bin/env python3
"""Checks every #include of the tree against the edges in CONTRIBUTING.md.

The tree is found through the real path of WORKSPACE, so that a new folder is
checked without being listed; one that the table below lacks is an error.
"""

import os
import re
import unittest

# What the files of a folder may include, by prefix.  None: everything of ours.
MAY_INCLUDE = {
    'core/': ('core/',),
    'graph/': ('graph/', 'core/'),
    'ops/': ('ops/', 'graph/ir/', 'graph/op/', 'core/'),
    'data/': ('data/', 'core/'),
    'examples/': ('examples/', 'ops/', 'core/'),
    'tools/': ('tools/', 'data/', 'ops/', 'graph/', 'core/'),
    'tests/': None,
}

# An op's cases (testonly) stand beside the op, and describe it to tests/ops.
CASES = re.compile(r'(ops|examples)/.*/cases\.cc$')

# Headers from outside that one place alone may know.
ONLY_IN = (
    ('ops/backend/', 'an instruction set',
     r'(\w*mmintrin|x86intrin|x86gprintrin|arm_neon|arm_sve|cpuid)\.h$'),
    ('ops/backend/onednn/', "a vendor's header", r'(oneapi/|dnnl)'),
    ('ops/backend/cuda/', "a vendor's header",
     r'(cuda|cudnn|cublas|cusparse|cub/|nccl|driver_types\.h'
     r'|device_launch_parameters\.h|mma\.h)'),
    ('core/parallel.cc', 'OpenMP', r'omp\.h$'),
)

SOURCE = re.compile(r'\.(h|hpp|cuh|inc|c|cc|cpp|cu)$')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def complaint(path, quote, header):
  """What is wrong with `path` including `header`, or None."""
  for place, what, pattern in ONLY_IN:
    if re.match(pattern, header):
      if path.startswith(place):
        return None
      return f'{what}: only {place} may include <{header}>'
  folder = path.split('/')[0] + '/'
  if folder not in MAY_INCLUDE:
    return f'no rule for {folder}: add it to CONTRIBUTING.md and to this test'
  top = header.split('/')[0] + '/'
  if top in MAY_INCLUDE:
    allowed = MAY_INCLUDE[folder]
    if allowed is None or header.startswith(allowed):
      return None
    if CASES.match(path) and header.startswith('tests/ops/'):
      return None
    return f'{folder} may include {", ".join(allowed)}, not "{header}"'
  if quote == '"' and '/' not in header or header.startswith('../'):
    return f'"{header}" is not a path from the root of the tree'
  return None


def violations(root):
  """Returns (complaints, number of files read) for the tree under `root`."""
  found, files = [], 0
  for folder, subfolders, names in os.walk(root):
    if folder == root:
      # bazel-bin and its like are links, which os.walk does not follow.
      subfolders[:] = [
          name for name in subfolders
          if not name.startswith(('.', 'bazel-')) and name != 'runs'
      ]
    for name in sorted(filter(SOURCE.search, names)):
      full = os.path.join(folder, name)
      path = os.path.relpath(full, root)
      files += 1
      with open(full, encoding='utf-8') as source:
        for number, line in enumerate(source, 1):
          match = INCLUDE.match(line)
          what = match and complaint(path, *match.groups())
          if what:
            found.append(f'{path}:{number}: {what}')
  return found, files


class LayeringTest(unittest.TestCase):

  def test_tree(self):
    found, files = violations(os.path.dirname(os.path.realpath('WORKSPACE')))
    self.assertGreater(files, 10, 'WORKSPACE does not lead to the tree')
    self.assertFalse(found, '\n' + '\n'.join(found))

  def expect(self, path, quote, header, words):
    what = complaint(path, quote, header)
    if words is None:
      self.assertIsNone(what)
    else:
      self.assertIn(words, what or 'allowed')

  def test_core_knows_nobody(self):
    self.expect('core/a.h', '"', 'core/b.h', None)
    self.expect('core/a.h', '"', 'absl/status/status.h', None)
    self.expect('core/a.h', '"', 'graph/ir/graph.h', 'core/ may include core/')

  def test_graph_never_includes_ops(self):
    self.expect('graph/exec/a.cc', '"', 'core/a.h', None)
    self.expect('graph/exec/a.cc', '"', 'ops/nn/a.h', 'not "ops/nn/a.h"')
    self.expect('graph/exec/a.cc', '"', 'data/a.h', 'not "data/a.h"')

  def test_ops_know_ir_and_op_of_graph(self):
    self.expect('ops/nn/a.cc', '"', 'graph/ir/graph.h', None)
    self.expect('ops/nn/a.cc', '"', 'graph/op/op.h', None)
    self.expect('ops/nn/a.cc', '"', 'graph/exec/a.h', 'not "graph/exec/a.h"')
    self.expect('ops/nn/a.cc', '"', 'tests/ops/a.h', 'not "tests/ops/a.h"')

  def test_cases_of_an_op_know_its_tests(self):
    self.expect('ops/nn/a/cases.cc', '"', 'tests/ops/a.h', None)
    self.expect('ops/nn/a/cases.cc', '"', 'tests/data/a.h', 'not "tests/data/')

  def test_vendors_stay_in_backends(self):
    for place, headers in (
        ('ops/backend/', ('immintrin.h', 'x86intrin.h')),
        ('ops/backend/onednn/', ('oneapi/dnnl/dnnl.hpp', 'dnnl.hpp')),
        ('ops/backend/cuda/', ('cuda_runtime.h', 'cudnn.h', 'cublasLt.h')),
    ):
      for header in headers:
        self.expect(place + 'x/a.cc', '<', header, None)
        self.expect('tests/ops/a.cc', '<', header, f'only {place} may')
    self.expect('ops/backend/cpu/a.cc', '<', 'cuda.h', 'only ops/backend/cuda/')

  def test_only_parallel_knows_openmp(self):
    self.expect('core/parallel.cc', '<', 'omp.h', None)
    self.expect('ops/backend/cpu/a.cc', '<', 'omp.h', 'only core/parallel.cc')

  def test_paths_start_at_the_root(self):
    self.expect('core/a.cc', '"', 'a.h', 'not a path from the root')
    self.expect('core/a.cc', '"', '../core/a.h', 'not a path from the root')
    self.expect('core/a.cc', '<', 'vector', None)

  def test_examples_know_public_headers(self):
    self.expect('examples/a/b.h', '"', 'ops/neurons/firing.h', None)
    self.expect('examples/a/cases.cc', '"', 'tests/ops/op_case.h', None)
    self.expect('examples/a/b.h', '"', 'tools/a.h', 'not "tools/a.h"')

  def test_a_new_folder_needs_a_rule(self):
    self.expect('extra/a.cc', '<', 'vector', 'no rule for extra/')


if __name__ == '__main__':
  unittest.main()
