// What failed in a run of a test runner, by name and with its message: said again at the end, where it is read.

/**
 * @typedef {{ name: string, message: string }} Failure
 * @typedef {{ name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] }[] }} VitestFile
 * @typedef {{ message?: string, stack?: string }} ReportedError
 * @typedef {{ title: string, specs?: { title: string, ok: boolean, tests: { results: { errors?: ReportedError[] }[] }[] }[], suites?: Suite[] }} Suite
 */

/** Colour codes are for terminals. */
const plain = (/** @type {string} */ text) => text.replaceAll(/\u001B\[[\d;]*m/g, '');

const textOf = (/** @type {ReportedError} */ error) => plain(error.stack ?? error.message ?? JSON.stringify(error));

/** @returns {Failure[]} of the JSON report of vitest */
export function failuresOfVitest(/** @type {{ testResults: VitestFile[] }} */ report) {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && file.status === 'failed')
      return [{ name: file.name, message: plain(file.message ?? '') }];
    return failed.map((test) => ({
      name: `${file.name} > ${test.fullName}`,
      message: plain((test.failureMessages ?? []).join('\n')),
    }));
  });
}

/** @returns {Failure[]} of the JSON report of Playwright */
export function failuresOfPlaywright(/** @type {{ suites?: Suite[], errors?: ReportedError[] }} */ report) {
  /** @returns {Failure[]} */
  const inSuite = (/** @type {Suite} */ suite, /** @type {string} */ place) => {
    const name = place === '' ? suite.title : `${place} > ${suite.title}`;
    const here = (suite.specs ?? [])
      .filter((spec) => !spec.ok)
      .map((spec) => ({
        name: `${name} > ${spec.title}`,
        message: spec.tests
          .flatMap((test) => test.results.flatMap((result) => (result.errors ?? []).map(textOf)))
          .join('\n'),
      }));
    return [...here, ...(suite.suites ?? []).flatMap((inner) => inSuite(inner, name))];
  };
  return [
    ...(report.suites ?? []).flatMap((suite) => inSuite(suite, '')),
    ...(report.errors ?? []).map((error) => ({ name: 'outside of any test', message: textOf(error) })),
  ];
}

/** Lines of a message that are repeated; the rest is in the runner's own output. */
const linesTold = 24;

/** @returns {string} */
export function tellFailures(/** @type {Failure[]} */ failures) {
  return failures
    .map(({ name, message }) => {
      const lines = message.split('\n').filter((line) => line.trim() !== '');
      return [`  ✘ ${name}`, ...lines.slice(0, linesTold).map((line) => `      ${line}`)].join('\n');
    })
    .join('\n');
}
