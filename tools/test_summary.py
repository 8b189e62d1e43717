"""Counts the tests of one `bazel test` from its build events.

    python3 test_summary.py BAZEL_EXIT_STATUS EVENTS_JSON

Prints the targets that failed and those that were skipped with their reasons,
then "N passed, N failed[, N skipped]".  Exits with 0 when Bazel did, at least
one test passed and none failed.
"""

import json
import re
import sys
import urllib.parse


def read_events(path):
  with open(path, encoding='utf-8') as file:
    return [json.loads(line) for line in file if line.strip()]


def skip_reason(log):
  """Why a test that ran was skipped as a whole, or None where it was not.

  A script says "SKIPPED: reason".  GoogleTest prints "file:line: Skipped" and
  the reason below it; other cases of the same program may have passed.
  """
  said = re.search(r'^SKIPPED:? *(.*)$', log, re.MULTILINE)
  if said:
    return said.group(1) or 'no reason given'
  if '[  SKIPPED ]' in log and '[  PASSED  ] 0 tests.' in log:
    said = re.search(r': Skipped\n(.+)$', log, re.MULTILINE)
    return said.group(1) if said else 'no reason given'
  return None


def read_log(uri):
  try:
    path = urllib.parse.unquote(urllib.parse.urlparse(uri).path)
    with open(path, encoding='utf-8', errors='replace') as file:
      return file.read()
  except OSError:
    return ''


def summarize(events, read=read_log):
  """Returns {target: None or reason} of passed, failed and skipped targets."""
  passed, failed, skipped = {}, {}, {}
  tests, built = set(), set()
  for event in events:
    event_id = event['id']
    if 'targetConfigured' in event_id:
      kind = event.get('configured', {}).get('targetKind', '')
      if kind.endswith('_test rule'):
        tests.add(event_id['targetConfigured']['label'])
    elif 'targetCompleted' in event_id:
      label = event_id['targetCompleted']['label']
      if event.get('completed', {}).get('success'):
        built.add(label)
      elif event.get('aborted', {}).get('reason') == 'SKIPPED':
        skipped[label] = 'not for this machine or configuration'
    elif 'testSummary' in event_id:
      label = event_id['testSummary']['label']
      summary = event.get('testSummary', {})
      status = summary.get('overallStatus', 'NO_STATUS')
      if status not in ('PASSED', 'FLAKY'):
        failed[label] = status.replace('_', ' ').lower()
        continue
      logs = [read(log['uri']) for log in summary.get('passed', [])]
      reason = next(filter(None, map(skip_reason, logs)), None)
      if reason:
        skipped[label] = reason
      else:
        passed[label] = None
  # A test that was built and has no summary was left out by a filter.
  for label in tests - built - set(failed) - set(skipped):
    passed.pop(label, None)
    failed[label] = 'was not built'
  skipped = {label: skipped[label] for label in skipped if label in tests}
  return passed, failed, skipped


def main(argv):
  bazel_status = int(argv[1])
  passed, failed, skipped = summarize(read_events(argv[2]))
  print()
  for label in sorted(skipped):
    print(f'SKIPPED {label}: {skipped[label]}')
  for label in sorted(failed):
    print(f'FAILED  {label}: {failed[label]}')
  if bazel_status != 0 and not failed:
    print(f'Bazel ended with status {bazel_status}; see above.')
  if not passed:
    print('No test passed.')
  line = f'{len(passed)} passed, {len(failed)} failed'
  print(line + (f', {len(skipped)} skipped' if skipped else ''))
  return 0 if bazel_status == 0 and passed and not failed else 1


if __name__ == '__main__':
  sys.exit(main(sys.argv))
