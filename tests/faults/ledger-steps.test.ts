import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { soakRuns } from '../soak.ts';
import { freshFolder } from '../telar-process.ts';
import { killPoints, type KillPoint } from './step-worker.ts';
import { bundleWorker } from './worker-program.ts';

const repeats = soakRuns(2, 100);

let fake: FakeReplicate;
let stepWorker = '';
let crashWorker = '';
beforeAll(async () => {
  fake = await startFakeReplicate();
  [stepWorker, crashWorker] = await Promise.all([bundleWorker('step-worker'), bundleWorker('crash-worker')]);
});
afterAll(async () => {
  for (const file of [stepWorker, crashWorker]) await rm(file, { force: true });
  await fake.close();
});

async function writeDocument(home: string): Promise<string> {
  const file = join(home, 'step.telar.json');
  const parameters = { prompt: 'step of {{unit.id}}', output_format: 'png' };
  const model = 'replicate/black-forest-labs/flux-schnell';
  const layers = [{ name: 'base', asset_type: 'image', model, parameters }];
  await writeFile(file, JSON.stringify({ telar: 1, layers, units: [{ id: 'a' }, { id: 'b' }] }));
  return file;
}

/** Runs a worker program to its end; answers how it ended and what it printed. */
async function run(program: string, args: readonly string[]): Promise<{ signal: string | null; output: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve({ signal, output })));
}

/** Jobs by state after a kill, as they lie on disk. */
function statesOnDisk(home: string): string[] {
  const database = new Database(join(home, 'telar.db'));
  try {
    return (database.prepare('SELECT state FROM ledger_jobs ORDER BY rowid').all() as { state: string }[]).map(
      ({ state }) => state,
    );
  } finally {
    database.close();
  }
}

const stateAfter: Record<KillPoint, string[]> = {
  'before intent': [],
  'after intent': ['intent'],
  'after submission': ['intent'],
  'after submitted': ['submitted'],
  'before take': ['submitted'],
  'after take': ['submitted'],
  'after downloaded': ['downloaded'],
  'after charged': ['charged'],
};

describe.each(killPoints)('SIGKILL %s', (point) => {
  it(
    `leaves the ledger where it says, and the next run pays nothing twice (${repeats} times)`,
    async () => {
      for (let count = 0; count < repeats; count++) {
        const home = await freshFolder('step');
        const file = await writeDocument(home);
        fake.predictions = [];
        const killed = await run(stepWorker, [home, file, fake.baseUrl, point]);
        expect(killed, killed.output).toMatchObject({ signal: 'SIGKILL' });
        expect(statesOnDisk(home)).toEqual(stateAfter[point]);

        const next = await run(crashWorker, [home, file, fake.baseUrl]);
        if (point === 'after intent') {
          // Nothing was sent, but nobody can know that: the user decides, and the rest goes on.
          expect(next.output).toContain('"kind":"submission-unknown"');
          expect(fake.predictions.map((each) => each.input.prompt)).toEqual(['step of b']);
          expect(statesOnDisk(home)).toEqual(['unknown', 'charged']);
          continue;
        }
        expect(next.output).toContain('"run":"succeeded"');
        expect(fake.predictions.map((each) => each.input.prompt).sort()).toEqual(['step of a', 'step of b']);
        expect(statesOnDisk(home)).toEqual(['charged', 'charged']);
        const lines = (await readFile(join(home, 'outputs', '.takes', 'index.jsonl'), 'utf8')).trim().split('\n');
        expect(lines).toHaveLength(2);
      }
    },
    soakRuns(120_000, 3_600_000),
  );
});
