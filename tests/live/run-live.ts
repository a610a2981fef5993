// Makes the live calls with the built command line; started by `npm run live`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { telar, type Finished } from '../telar-process.ts';
import { budgetUsd, liveCalls, type LiveCall } from './live-calls.ts';

/** What is read of the last line of `telar infer --json`. */
interface Result {
  type: string;
  outputType: string;
  urls: string[];
  paths: string[];
  costUsd: number;
  providerRequestId: string | null;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What is wrong with a call; nothing when it is as it should be. */
function problemsOf({ outputType, isPaid, beginning }: LiveCall, { code, lines, stderr }: Finished): string[] {
  const last = lines.at(-1) as Result | undefined;
  if (code !== 0 || last?.type !== 'result') return [`exit code ${String(code)}: ${stderr.trim()}`];
  const [path = ''] = last.paths;
  const file = readFileSync(path);
  const isRight =
    file.length > 0 && (beginning === null || file.subarray(0, beginning.length).equals(Buffer.from(beginning)));
  return [
    ...(last.outputType === outputType ? [] : [`it made ${last.outputType}, not ${outputType}`]),
    ...(isRight ? [] : [`${path} is not what was asked for`]),
    ...(isPaid === last.costUsd > 0 ? [] : [`it cost $${last.costUsd}`]),
    ...(isPaid === (last.providerRequestId !== null) ? [] : ['the id of the provider is not as expected']),
    ...(isPaid === last.urls.length > 0 ? [] : ['the addresses of the result are not as expected']),
  ];
}

async function makeCalls(home: string): Promise<{ made: number; failed: number; spentUsd: number }> {
  const totals = { made: 0, failed: 0, spentUsd: 0 };
  for (const call of liveCalls) {
    if ((process.env[call.needs] ?? '') === '') {
      say(`${call.provider}: not called, ${call.needs} is not set`);
      continue;
    }
    const startedAt = performance.now();
    const flags = ['--yes', '--budget', String(budgetUsd), '--json'];
    const env = process.env as Record<string, string>;
    const finished = await telar(['infer', ...call.args, ...flags], { home, env: { ...env, TELAR_HOME: home } });
    const problems = problemsOf(call, finished);
    const costUsd = Number(finished.lines.at(-1)?.costUsd ?? 0);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(
      `${call.provider}: ${problems.length === 0 ? 'ok' : `FAILED: ${problems.join('; ')}`} (${seconds} s, $${costUsd})`,
    );
    totals.made += 1;
    totals.failed += problems.length === 0 ? 0 : 1;
    totals.spentUsd += costUsd;
  }
  return totals;
}

const home = mkdtempSync(join(tmpdir(), 'telar-live-'));
const { made, failed, spentUsd } = await makeCalls(home);
say(`${made} calls, ${failed} failed, spent $${Number(spentUsd.toFixed(6))}`);
if (failed === 0) rmSync(home, { recursive: true, force: true });
else say(`What was made is in ${home}`);
process.exitCode = made > 0 && failed === 0 ? 0 : 1;
