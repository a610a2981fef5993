import { expect, test } from 'vitest';
import { addCounts, countListed, countPlaywright, countVitest, judgeRun, summaryLine } from '../../scripts/summary.mjs';

const vitestFile = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

test('a vitest report is counted test by test', () => {
  const report = {
    testResults: [
      vitestFile('passed', 'passed', 'passed', 'pending'),
      vitestFile('failed', 'passed', 'failed', 'failed'),
      vitestFile('passed', 'todo', 'skipped'),
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 3 });
});

test('a vitest file that fails while loading counts as one failure', () => {
  expect(countVitest({ testResults: [vitestFile('failed')] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test.each([
  [{ expected: 7, unexpected: 0, flaky: 0, skipped: 1 }, [], { passed: 7, failed: 0, skipped: 1 }],
  [{ expected: 5, unexpected: 2, flaky: 1, skipped: 0 }, [], { passed: 5, failed: 3, skipped: 0 }],
  [{ expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, ['broken config'], { passed: 0, failed: 1, skipped: 0 }],
])('a Playwright report %j with errors %j counts as %j', (stats, errors, counts) => {
  expect(countPlaywright({ stats, errors })).toEqual(counts);
});

test('listed Playwright tests are counted through nested suites', () => {
  const listed = { suites: [{ specs: [{ tests: [{}] }], suites: [{ specs: [{ tests: [{}] }, { tests: [{}] }] }] }] };
  expect(countListed(listed)).toBe(3);
});

test.each([
  ['no report', undefined, 0, { passed: 0, failed: 1, skipped: 0 }],
  ['a crash after good tests', { passed: 9, failed: 0, skipped: 0 }, 1, { passed: 9, failed: 1, skipped: 0 }],
  ['named failures', { passed: 9, failed: 2, skipped: 0 }, 1, { passed: 9, failed: 2, skipped: 0 }],
  ['a good run', { passed: 9, failed: 0, skipped: 0 }, 0, { passed: 9, failed: 0, skipped: 0 }],
])('%s is judged strictly', (_name, counts, exitCode, judged) => {
  expect(judgeRun(counts, exitCode)).toEqual(judged);
});

test('the closing line sums all runners', () => {
  const all = [
    { passed: 120, failed: 0, skipped: 0 },
    { passed: 8, failed: 1, skipped: 0 },
    { passed: 0, failed: 0, skipped: 2 },
  ];
  expect(summaryLine(addCounts(all))).toBe('128 passed, 1 failed, 2 skipped');
});
