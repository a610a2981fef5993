import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reactViolations, violations } from './lint-violations.ts';

const root = resolve(import.meta.dirname, '..', '..');

type Rules = Record<string, unknown>;
interface Config {
  rules: Rules;
  overrides: { files: string[]; rules: Rules }[];
}
interface Report {
  diagnostics: { code: string; filename: string }[];
}

const config = parse(await readFile(join(root, '.oxlintrc.json'), 'utf8')) as Config;
const settings = [config.rules, ...config.overrides.map((override) => override.rules)].flatMap(Object.entries);
const rules = settings.filter(([, setting]) => setting !== 'off').map(([name]) => name);

/** The compiler behind this rule gives up earlier on everything that was tried, here and in React's own plugin. */
const withoutSeed = ['react/preserve-manual-memoization'];

const fileOf = (rule: string) => {
  const name = rule.replace('/', '--');
  return rule in reactViolations ? `src/renderer/${name}.tsx` : `src/shared/${name}.ts`;
};
let copy = '';
let reported: Set<string>;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'telar-lint-'));
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const file of ['.oxlintrc.json', 'tsconfig.base.json', 'tools/lint']) {
    await cp(join(root, file), join(copy, file), { recursive: true });
  }
  const options = { lib: ['ES2024', 'DOM'], types: ['node'], jsx: 'react-jsx' };
  const seeds: Record<string, string> = {
    'tsconfig.json': JSON.stringify({ extends: './tsconfig.base.json', compilerOptions: options, include: ['src'] }),
    'src/shared/other-module.ts': 'export interface A { b: number }',
  };
  for (const [rule, code] of Object.entries({ ...violations, ...reactViolations })) seeds[fileOf(rule)] = code;
  for (const [file, content] of Object.entries(seeds)) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await writeFile(join(copy, file), `${content}\n`);
  }
  const { diagnostics } = await lint(copy);
  reported = new Set(diagnostics.map(({ code, filename }) => `${filename.replaceAll('\\', '/')} ${ruleOf(code)}`));
});

afterAll(() => rm(copy, { recursive: true, force: true }));

/** `eslint(no-var)` in a report is `no-var` in the configuration; the two oldest rules of React are told under the name of their plugin. */
function ruleOf(code: string): string {
  const [, plugin = '', rule = ''] = /^([^(]+)\((.+)\)$/.exec(code) ?? [];
  if (plugin === 'eslint') return rule;
  return `${plugin === 'react-hooks' ? 'react' : plugin}/${rule}`;
}

function lint(folder: string): Promise<Report> {
  const program = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      [program, 'src', '--format', 'json'],
      { cwd: folder, maxBuffer: 2 ** 28 },
      (_error, stdout, stderr) => {
        if (stdout.startsWith('{')) done(JSON.parse(stdout) as Report);
        else fail(new Error(`${stdout}${stderr}`));
      },
    );
  });
}

test.each(rules.filter((rule) => !withoutSeed.includes(rule)))('%s is reported when broken', (rule) => {
  expect(reported).toContain(`${fileOf(rule)} ${rule}`);
});

test('every rule that is on has a seed, and every seed a rule', () => {
  const seeded = [...Object.keys(violations), ...Object.keys(reactViolations), ...withoutSeed];
  expect(seeded.sort()).toEqual([...rules].sort());
});
