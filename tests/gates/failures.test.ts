import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { failuresOfPlaywright, failuresOfVitest, tellFailures } from '../../scripts/failures.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('what failed under vitest is named with its message, a file that does not load among it', () => {
  const report = {
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'good' },
          { status: 'failed', fullName: 'bad', failureMessages: ['\u001B[31mexpected 1\u001B[39m'] },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'does not parse', assertionResults: [] },
    ],
  };
  expect(failuresOfVitest(report)).toEqual([
    { name: 'a.test.ts > bad', message: 'expected 1' },
    { name: 'b.test.ts', message: 'does not parse' },
  ]);
});

test('what failed in the browser is named with its message', () => {
  const spec = (title: string, ...errors: { message: string }[]) => ({
    title,
    ok: errors.length === 0,
    tests: [{ results: [{ errors }] }],
  });
  const report = {
    suites: [
      {
        title: 'page.spec.ts',
        specs: [spec('good'), spec('bad', { message: 'no such button' })],
        suites: [{ title: 'in the dark', specs: [spec('worse', { message: 'too dark' })] }],
      },
    ],
    errors: [{ message: 'no browser' }],
  };
  expect(failuresOfPlaywright(report)).toEqual([
    { name: 'page.spec.ts > bad', message: 'no such button' },
    { name: 'page.spec.ts > in the dark > worse', message: 'too dark' },
    { name: 'outside of any test', message: 'no browser' },
  ]);
});

test('a long message is told by its beginning', () => {
  const message = Array.from({ length: 100 }, (_, line) => `line ${String(line)}`).join('\n');
  const told = tellFailures([{ name: 'long', message }]).split('\n');
  expect(told[0]).toBe('  ✘ long');
  expect(told).toHaveLength(25);
});

test('an error that no test can be blamed for is reported with the test that ran', async () => {
  // Inside the project, where vitest is found.
  mkdirSync(join(root, '.cache/telar'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache/telar/unhandled-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const report = join(folder, 'unhandled.json');
  writeFileSync(
    join(folder, 'late.test.ts'),
    `import { test } from 'vitest';
     test('seems good', async () => {
       void Promise.reject(new Error('came too late'));
       await new Promise((resolve) => setTimeout(resolve, 20));
     });`,
  );
  const reporter = JSON.stringify(join(root, 'tests/unhandled-errors.ts'));
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `import { UnhandledErrors } from ${reporter};
     export default { test: { reporters: [new UnhandledErrors(${JSON.stringify(report)})] } };`,
  );
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--root', folder];
  const code = await new Promise((resolve) => execFile(process.execPath, args, (error) => resolve(error?.code)));
  expect(code).toBe(1);
  const [told] = JSON.parse(readFileSync(report, 'utf8')) as { name: string; message: string }[];
  expect(told?.name).toContain('late.test.ts > seems good');
  expect(told?.message).toContain('came too late');
});
