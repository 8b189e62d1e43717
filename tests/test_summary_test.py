#!/usr/bin/env python3
"""Tests tools/test_summary.py on build events as Bazel writes them."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.getcwd(), 'tools'))
sys.dont_write_bytecode = True
import test_summary  # pylint: disable=wrong-import-position

GTEST_SKIPPED = """[ RUN      ] Fashion.Loads
tests/data/idx_test.cc:12: Skipped
/usr/share/x is absent

[  SKIPPED ] Fashion.Loads (0 ms)
[==========] 1 test from 1 test suite ran. (0 ms total)
[  PASSED  ] 0 tests.
[  SKIPPED ] 1 test, listed below:
"""


def configured(label, kind='cc_test rule'):
  return {
      'id': {'targetConfigured': {'label': label}},
      'configured': {'targetKind': kind},
  }


def completed(label, **payload):
  return {'id': {'targetCompleted': {'label': label}}, **payload}


def built(label):
  return completed(label, completed={'success': True})


def summary(label, status):
  return {
      'id': {'testSummary': {'label': label}},
      'testSummary': {
          'overallStatus': status,
          'passed': [{'uri': label}],
      },
  }


def ran(label, status):
  return [configured(label), built(label), summary(label, status)]


class TestSummaryTest(unittest.TestCase):

  def summarize(self, events, log=''):
    return test_summary.summarize(events, read=lambda uri: log)

  def test_passed_and_failed(self):
    events = (
        ran('//:a', 'PASSED') + ran('//:b', 'FAILED') + ran('//:c', 'TIMEOUT') +
        ran('//:d', 'FLAKY'))
    passed, failed, skipped = self.summarize(events)
    self.assertEqual(set(passed), {'//:a', '//:d'})
    self.assertEqual(failed, {'//:b': 'failed', '//:c': 'timeout'})
    self.assertEqual(skipped, {})

  def test_one_that_does_not_build_has_failed(self):
    events = [configured('//:a'), completed('//:a')]
    self.assertEqual(self.summarize(events)[1], {'//:a': 'was not built'})
    self.assertEqual(
        self.summarize([configured('//:a')])[1], {'//:a': 'was not built'})

  def test_a_library_is_no_test(self):
    events = [configured('//:a', 'cc_library rule'), completed('//:a')]
    self.assertEqual(self.summarize(events), ({}, {}, {}))

  def test_one_that_a_filter_left_out_counts_nowhere(self):
    events = [configured('//:a'), built('//:a')]
    self.assertEqual(self.summarize(events), ({}, {}, {}))

  def test_incompatible_is_skipped(self):
    events = [
        configured('//:a'),
        completed('//:a', aborted={'reason': 'SKIPPED'})
    ]
    self.assertIn('not for this machine', self.summarize(events)[2]['//:a'])

  def test_skipped_keeps_its_reason(self):
    events = ran('//:a', 'PASSED')
    self.assertEqual(
        self.summarize(events, 'SKIPPED: no GPU\n')[2], {'//:a': 'no GPU'})
    self.assertEqual(
        self.summarize(events, GTEST_SKIPPED)[2],
        {'//:a': '/usr/share/x is absent'})

  def test_partly_skipped_has_passed(self):
    log = GTEST_SKIPPED.replace('0 tests.', '2 tests.')
    self.assertEqual(
        self.summarize(ran('//:a', 'PASSED'), log)[0], {'//:a': None})

  def test_a_failure_that_says_skipped_has_failed(self):
    self.assertIn('//:a',
                  self.summarize(ran('//:a', 'FAILED'), GTEST_SKIPPED)[1])


if __name__ == '__main__':
  unittest.main()
