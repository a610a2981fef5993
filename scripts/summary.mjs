// Adds up what the test runners report. Anything unclear counts as a failure.

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} VitestReport
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }} PlaywrightReport
 * @typedef {{ suites?: PlaywrightSuite[], specs?: { tests: unknown[] }[] }} PlaywrightSuite
 */

/** @returns {Counts} */
export function countVitest(/** @type {VitestReport} */ report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    const statuses = file.assertionResults.map((test) => test.status);
    counts.passed += statuses.filter((status) => status === 'passed').length;
    counts.skipped += statuses.filter((status) => ['pending', 'skipped', 'todo', 'disabled'].includes(status)).length;
    const failed = statuses.filter((status) => status === 'failed').length;
    // A file that fails while loading has no tests to blame.
    counts.failed += failed === 0 && file.status === 'failed' ? 1 : failed;
  }
  return counts;
}

/** @returns {Counts} */
export function countPlaywright(/** @type {PlaywrightReport} */ { stats, errors = [] }) {
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: failed === 0 ? errors.length : failed, skipped: stats.skipped };
}

/** How many tests a `playwright test --list` report names. */
export function countListed(/** @type {PlaywrightSuite} */ suite) {
  let count = 0;
  for (const spec of suite.specs ?? []) count += spec.tests.length;
  for (const inner of suite.suites ?? []) count += countListed(inner);
  return count;
}

/**
 * What one run of a test runner counts for.
 * @param {Counts | undefined} counts undefined when it left no report
 * @param {number} exitCode
 * @returns {Counts}
 */
export function judgeRun(counts, exitCode) {
  if (!counts) return { passed: 0, failed: 1, skipped: 0 };
  // Crashed, or failed for a reason the report does not name (an unhandled error, say).
  if (exitCode !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

/** @returns {Counts} */
export function addCounts(/** @type {Counts[]} */ all) {
  return all.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The closing line that CI reads. */
export function summaryLine(/** @type {Counts} */ { passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
