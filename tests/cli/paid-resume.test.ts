import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { cliFile, finish, freshFolder, startTelar, telar, type Finished } from '../telar-process.ts';

const flux = 'replicate/black-forest-labs/flux-schnell';
const order = ['generate', 'a red house', '--model', flux, '--mode', 'manual', '--seed', '7', '--sequential', '--json'];
let home: string;
let replicate: FakeReplicate;
let env: Record<string, string>;
beforeEach(async () => {
  home = await freshFolder('paid-resume');
  replicate = await startFakeReplicate();
  env = { REPLICATE_API_TOKEN: replicate.token, REPLICATE_BASE_URL: replicate.baseUrl };
});
afterEach(() => replicate.close());

const idIn = (stdout: string): string => /"type":"generation","id":"([\w-]+)"/.exec(stdout)?.[1] ?? '';
const seedsOf = ({ lines }: Finished): unknown[] =>
  lines.flatMap(({ type, seed }) => (type === 'result' ? [seed] : []));
const paidSeeds = (): unknown[] => replicate.predictions.map(({ input }) => input.seed);

/** A batch of four whose last two pictures have failed. */
async function halfDone(): Promise<string> {
  replicate.outcome = ({ seed }) => (Number(seed) < 9 ? { status: 'succeeded' } : { status: 'failed', error: 'no' });
  const { code, stdout } = await telar([...order, '--batch', '4', '--yes'], { home, env });
  expect([code, paidSeeds()]).toEqual([1, [7, 8, 9, 10]]);
  replicate.outcome = () => ({ status: 'succeeded' });
  return idIn(stdout);
}

/** Goes on with a generation as somebody in front of a terminal does, who answers the question so. */
async function answering(id: string, answer: string): Promise<Finished> {
  // Pipes in the place of a terminal: what is asked and what is read is the same.
  const terminal = join(home, 'terminal.mjs');
  await writeFile(terminal, 'process.stdin.isTTY = true;\nprocess.stderr.isTTY = true;\n');
  const child = spawn(process.execPath, ['--import', terminal, cliFile, 'generate', '--resume', id, '--json'], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, TELAR_HOME: home, ...env },
  });
  child.stderr.on('data', (text: Buffer) => {
    if (text.toString().includes('[y/N]')) child.stdin.end(`${answer}\n`);
  });
  return finish(child);
}

describe('what a paid batch has not made', () => {
  it('is asked about at the price of what is left, refused without a yes and beyond a limit; only that is paid', async () => {
    const id = await halfDone();
    const resume = (...flags: string[]): Promise<Finished> =>
      telar(['generate', '--resume', id, '--json', ...flags], { home, env });

    const unasked = await resume();
    expect([unasked.code, unasked.lines.at(-1)]).toEqual([
      3,
      expect.objectContaining({ code: 'ConfirmationRequiredError', kind: 'paid', values: { usd: 0.006 } }),
    ]);
    expect(unasked.stderr).toContain('Left to make: 2 of 4, $0.0060.');
    const limited = await resume('--yes', '--budget', '0.005');
    expect([limited.code, limited.lines.at(-1)]).toEqual([3, expect.objectContaining({ kind: 'cap' })]);
    expect(replicate.submissions).toBe(4);

    const declined = await answering(id, 'n');
    expect([declined.code, replicate.submissions]).toEqual([3, 4]);
    expect(declined.stderr).toContain('Run 2 cells for up to $0.006?');

    const agreed = await answering(id, 'y');
    expect([agreed.code, seedsOf(agreed)]).toEqual([0, ['7', '8', '9', '10']]);
    expect(paidSeeds()).toEqual([7, 8, 9, 10, 9, 10]);
    const done = await resume();
    expect([done.code, seedsOf(done), replicate.submissions]).toEqual([0, seedsOf(agreed), 6]);
    expect(done.stderr).toContain('It was saved before and is left as it is');
  }, 60_000);

  it('does not count a picture whose answer was lost: that one is looked up and fetched', async () => {
    const isLost = ({ seed }: Record<string, unknown>): boolean => seed === 8;
    replicate.faults.create = (input) => (isLost(input) ? { kind: 'accepted', answer: { kind: 'silent' } } : null);
    const child = startTelar([...order, '--batch', '3', '--yes'], { home, env });
    const killed = finish(child);
    await expect.poll(paidSeeds, { timeout: 20_000 }).toEqual([7, 8]);
    child.kill('SIGKILL');
    const id = idIn((await killed).stdout);
    delete replicate.faults.create;

    const refused = await telar(['generate', '--resume', id, '--json'], { home, env });
    expect([refused.code, refused.lines.at(-1)]).toEqual([3, expect.objectContaining({ values: { usd: 0.003 } })]);
    const resumed = await telar(['generate', '--resume', id, '--yes', '--json'], { home, env });
    expect([resumed.code, seedsOf(resumed), paidSeeds()]).toEqual([0, ['7', '8', '9'], [7, 8, 9]]);
  }, 60_000);
});
