import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..', '..');
const configFile = join(root, '.dependency-cruiser.cjs');

interface Report {
  modules: { source: string }[];
  summary: { violations: { from: string; rule: { name: string } }[] };
}
interface Config {
  forbidden: { name: string }[];
}

/** One small file per rule that breaks it; the path alone tells which layer it pretends to be in. */
const violations: Record<string, Record<string, string>> = {
  'no-cycles': { 'src/shared/base/seed-a.ts': './seed-b.ts', 'src/shared/base/seed-b.ts': './seed-a.ts' },
  'not-to-unresolvable': { 'src/shared/base/seed-lost.ts': './nowhere.ts' },
  'not-to-tests': { 'src/main/platform/seed-test.ts': '../../../tests/seed-fixture.ts' },
  'entered-by-index': { 'src/main/core/seed-entry.ts': '../run/seed-inner.ts', 'src/main/run/seed-inner.ts': 'zod' },
  'renderer-entered-by-index': { 'src/renderer/seed-entry.tsx': '../shared/base/seed-inner.ts' },
  'shared-is-pure': { 'src/shared/base/seed-node.ts': 'node:fs', 'src/shared/base/seed-react.ts': 'react' },
  'renderer-uses-shared-only': { 'src/renderer/app/seed-main.ts': '../../main/platform/index.ts' },
  'renderer-has-no-node': { 'src/renderer/app/seed-node.ts': 'node:path' },
  'main-has-no-renderer': { 'src/main/core/seed-react.ts': 'react' },
  'core-and-below-import-no-host': { 'src/main/core/seed-host.ts': '../host/server/index.ts' },
  core: { 'src/main/core/seed-stranger.ts': '../stranger/index.ts', 'src/main/stranger/index.ts': 'zod' },
  host: { 'src/main/host/server/seed-feature.ts': '../../run/index.ts' },
  'hosts-are-strangers': { 'src/main/host/server/seed-cli.ts': '../cli/seed-inner.ts' },
  'cli-starts-the-server': { 'src/main/host/cli/seed-electron.ts': '../electron/main.ts' },
  'engines-are-strangers': {
    'src/main/engine/local/seed-fal.ts': '../seed-fal/index.ts',
    'src/main/engine/seed-fal/index.ts': 'zod',
  },
  'electron-in-its-host-only': { 'src/main/core/seed-window.ts': 'electron' },
  'sharp-in-picture-only': { 'src/main/artifact/seed-sharp.ts': 'sharp' },
  'onnx-in-the-engine-process-only': { 'src/main/engine/local/seed-onnx.ts': 'onnxruntime-node' },
  'sqlite-in-platform-only': { 'src/main/gallery/seed-sqlite.ts': 'better-sqlite3' },
  'undici-in-the-way-out-only': { 'src/main/artifact/seed-undici.ts': 'undici' },
  'keyring-in-secrets-only': { 'src/main/core/seed-keyring.ts': '@napi-rs/keyring' },
  'fal-client-in-its-engine-only': { 'src/main/engine/replicate/seed-fal.ts': '@fal-ai/client' },
  'replicate-client-in-its-engine-only': { 'src/main/core/seed-replicate.ts': 'replicate' },
  'ollama-client-in-its-engine-only': { 'src/main/core/seed-ollama.ts': 'ollama/browser' },
  'platform-folders-by-index': { 'src/main/platform/seed-way-out.ts': './net/guarded-fetch.ts' },
  'network-in-the-way-out-only': { 'src/main/run/seed-http.ts': 'node:https' },
  'native-work-in-a-child': {
    'src/main/vision/index.ts': './seed-session.ts',
    'src/main/vision/seed-session.ts': 'sharp',
  },
};

/** Nothing but core may know the core: true of every feature, so one seed each is enough. */
function seedFeature(rule: string): Record<string, string> {
  return { [`src/main/${rule.replace('main-', '')}/seed-core.ts`]: '../core/index.ts' };
}

const rules = (createRequire(import.meta.url)(configFile) as Config).forbidden.map((rule) => rule.name);
const seedOf = (rule: string): Record<string, string> => violations[rule] ?? seedFeature(rule);
let copy = '';
let report: Report;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'telar-rules-'));
  await cp(join(root, 'src'), join(copy, 'src'), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const extra = {
    'tests/seed-fixture.ts': 'zod',
    'src/shared/base/seed-inner.ts': 'zod',
    'src/main/host/cli/seed-inner.ts': 'zod',
  };
  for (const files of [...rules.map(seedOf), extra]) {
    for (const [file, target] of Object.entries(files)) {
      await mkdir(dirname(join(copy, file)), { recursive: true });
      await writeFile(join(copy, file), `import '${target}';\n`);
    }
  }
  report = await cruise(copy);
});

afterAll(() => rm(copy, { recursive: true, force: true }));

function cruise(folder: string): Promise<Report> {
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [program, 'src', '--config', configFile, '--output-type', 'json'];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28 }, (_error, stdout, stderr) => {
      if (stdout === '') fail(new Error(stderr));
      else done(JSON.parse(stdout) as Report);
    });
  });
}

test.each(rules)('%s is reported when broken', (rule) => {
  const broken = report.summary.violations.filter((violation) => violation.rule.name === rule).map(({ from }) => from);
  const seeded = Object.keys(seedOf(rule));
  expect(broken.some((file) => seeded.includes(file))).toBe(true);
});

test('every source file is read, so that silence means obedience', async () => {
  const read = new Set(report.modules.map((module) => module.source));
  const files = await readdir(join(root, 'src'), { recursive: true });
  const sources = files.filter((file) => /\.tsx?$/.test(file)).map((file) => `src/${file.replaceAll('\\', '/')}`);
  expect(sources.length).toBeGreaterThan(200);
  expect(sources.filter((file) => !read.has(file))).toEqual([]);
});
