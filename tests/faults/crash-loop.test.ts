import { createHash } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLedger } from '../../src/main/run/index.ts';
import { systemClock } from '../../src/main/platform/index.ts';
import type { Take } from '../../src/shared/artifact/index.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { soakRuns } from '../soak.ts';
import { freshFolder } from '../telar-process.ts';
import { writeCrashDocument } from './crash-document.ts';
import { bundleWorker } from './worker-program.ts';

const kills = soakRuns(60, 500);
let worker = '';

let fake: FakeReplicate;
beforeAll(async () => {
  worker = await bundleWorker('crash-worker');
  fake = await startFakeReplicate();
  fake.latencyMs = () => 20 + Math.random() * 120;
  fake.faults = {
    create() {
      const chance = Math.random();
      if (chance < 0.03) return { kind: 'status', status: 429, retryAfter: '0.1' };
      if (chance < 0.045) return { kind: 'status', status: 503 };
      if (chance < 0.06) return { kind: 'hidden', status: 503 };
      if (chance < 0.09) return { kind: 'lost-answer' };
      if (chance < 0.11) return { kind: 'cut-answer' };
      return null;
    },
    poll: () => (Math.random() < 0.03 ? 502 : null),
    download: () => (Math.random() < 0.05 ? 'cut' : Math.random() < 0.02 ? 403 : null),
  };
});
afterAll(async () => {
  await rm(worker, { force: true });
  await fake.close();
});

interface Worker {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

function start(home: string, file: string): Worker {
  const child = spawn(process.execPath, [worker, home, file, fake.baseUrl], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, output: () => output, ended };
}

/** Kills the worker and its children as a power cut would. */
async function killAll({ child, ended }: Worker): Promise<void> {
  if (child.exitCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL');
  await ended;
}

async function readTakes(outputs: string): Promise<Take[]> {
  const lines = (await readFile(join(outputs, '.takes', 'index.jsonl'), 'utf8')).trim().split('\n');
  return lines.flatMap((line) => {
    const entry = JSON.parse(line.slice(17)) as { kind: string; take?: Take };
    return entry.take === undefined ? [] : [entry.take];
  });
}

/** What the user would see on the provider's page. */
function acceptedFor(prompt: unknown): number {
  return fake.predictions.filter((each) => each.input.prompt === prompt && each.status !== 'canceled').length;
}

it(
  `${kills} kills of 100-cell runs at a provider that loses answers: nothing is lost, torn or paid twice`,
  async () => {
    let killed = 0;
    let runs = 0;
    while (killed < kills) {
      runs += 1;
      const home = await freshFolder('crash');
      const { file, prompts } = await writeCrashDocument(home);
      fake.predictions = [];
      let released = 0;
      for (let round = 0; ; round++) {
        const worker = start(home, file);
        // In the first rounds the worker rarely gets far; later it is left alone to come to an end.
        const isKill = killed < kills && round < 12;
        if (isKill) {
          await Promise.race([sleep(250 + Math.random() * 1_200), worker.ended]);
          if (worker.child.exitCode === null) {
            killed += 1;
            await killAll(worker);
            continue;
          }
        }
        await worker.ended;
        expect(worker.output()).not.toContain('refused');
        const done = worker.output().includes('"run":"succeeded"');
        released += decideAboutUnknown(home, prompts);
        if (done) break;
        expect(round, worker.output()).toBeLessThan(60);
      }
      await checkWorld(home, prompts, released);
    }
    console.log(JSON.stringify({ suite: 'crash-loop', kills: killed, runs }));
  },
  soakRuns(600_000, 3_600_000),
);

/** Lets go what the provider never accepted, as a user would after looking; what it did accept must not be in doubt. */
function decideAboutUnknown(home: string, prompts: ReadonlyMap<string, number>): number {
  const database = new Database(join(home, 'telar.db'));
  try {
    const ledger = createLedger(database, systemClock);
    const rows = database.prepare("SELECT id FROM ledger_jobs WHERE state = 'unknown'").all() as { id: string }[];
    for (const { id } of rows) {
      const job = ledger.find(id as Parameters<typeof ledger.find>[0]);
      const prompt = job.order.prompt ?? '';
      expect(acceptedFor(prompt), `in doubt although accepted: ${prompt}`).toBeLessThan(prompts.get(prompt) ?? 0);
      ledger.record(job.id, { kind: 'abandoned', amount: 0, reason: 'the provider has no such job' });
    }
    return rows.length;
  } finally {
    database.close();
  }
}

async function checkWorld(home: string, prompts: ReadonlyMap<string, number>, released: number): Promise<void> {
  const paid = [...prompts].map(([prompt, cells]) => ({ prompt, cells, accepted: acceptedFor(prompt) }));
  expect(paid.filter(({ cells, accepted }) => accepted !== cells)).toEqual([]);

  const outputs = join(home, 'outputs');
  const takes = await readTakes(outputs);
  expect(takes).toHaveLength(100);
  expect(new Set(takes.map((take) => `${take.unit}/${take.layer}`)).size).toBe(100);
  for (const take of takes) {
    const bytes = await readFile(join(outputs, '.takes', take.file));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(take.sha256);
    const index = take.layer === 'base' ? 0 : 1;
    expect(await readFile(join(outputs, `${take.unit}_layer${index}_image.png`))).toEqual(bytes);
  }
  const left = [...(await readdir(outputs)), ...(await readdir(join(outputs, '.takes')))];
  expect(left.filter((name) => /\.(part|tmp|converted)$/.test(name))).toEqual([]);

  const database = new Database(join(home, 'telar.db'), { readonly: true });
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(createLedger(database, systemClock).findDamage()).toBeNull();
    const states = database.prepare('SELECT state, COUNT(*) AS count FROM ledger_jobs GROUP BY state').all() as {
      state: string;
      count: number;
    }[];
    const counts = Object.fromEntries(states.map(({ state, count }) => [state, count]));
    expect(counts.charged).toBe(100);
    expect(counts.abandoned ?? 0).toBe(released);
    const open = states.filter(({ state }) => ['intent', 'submitted', 'downloaded', 'unknown'].includes(state));
    expect(open).toEqual([]);
    const { total } = database.prepare('SELECT SUM(charged_micro_usd) AS total FROM ledger_jobs').get() as {
      total: number;
    };
    expect(total).toBe(100 * 3_000);
  } finally {
    database.close();
  }
}
