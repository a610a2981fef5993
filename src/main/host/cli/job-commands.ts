import { cellKey, toUsd, UsageError } from '../../../shared/base/index.ts';
import type { OpenJob } from '../../../shared/contract/index.ts';
import type { Core } from '../../core/index.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import { withCore } from './with-core.ts';

export interface JobFlags {
  outputDir?: string;
  lookAgain?: string;
  release?: string;
}

/** `telar jobs FILE`: paid jobs that are not finished; decides about one of them when asked to. */
export async function jobsCommand(file: string, flags: JobFlags, output: Output): Promise<number> {
  const { lookAgain, release } = flags;
  if (lookAgain !== undefined && release !== undefined) {
    throw usage('--look-again and --release were both given', 'Decide one thing at a time.');
  }
  return withCore(flags, async (core) => {
    const wanted = lookAgain ?? release;
    if (wanted !== undefined)
      await decide(core, file, wanted, lookAgain === undefined ? 'release' : 'look-again', output);
    const jobs = await core.headless.jobs(file);
    for (const job of jobs) {
      output.line(jobLine(job));
      output.text(jobText(job));
    }
    if (jobs.length === 0) output.text('No paid job is open.');
    return exitCodes.done;
  });
}

async function decide(
  core: Core,
  file: string,
  wanted: string,
  decision: 'look-again' | 'release',
  output: Output,
): Promise<void> {
  const job = findJob(await core.headless.jobs(file), wanted);
  await core.headless.decideJob(file, job.id, decision);
  output.line({ type: 'decided', jobId: job.id, cell: job.cell, decision });
  output.text(decision === 'release' ? `${job.cell}: released, it can run again.` : `${job.cell}: found and fetched.`);
}

/** A job by its id, or by its cell where only one is open. */
function findJob(jobs: readonly OpenJob[], wanted: string): OpenJob {
  const key = cellKey.safeParse(wanted);
  const found = jobs.filter((job) => job.id === wanted || (key.success && job.cell === key.data));
  if (found.length > 1) throw usage(`${wanted} has ${found.length} open jobs`, 'Name one by its id.');
  if (found[0] !== undefined) return found[0];
  const known = jobs.map((job) => `${job.id} (${job.cell})`).join(', ');
  throw usage(`no open job is called "${wanted}"`, known === '' ? 'No paid job is open.' : `Open are: ${known}.`);
}

function jobLine(job: OpenJob): object {
  const { id, runId, cell, provider, model, state, remoteId, reservedMicroUsd, createdAtMs } = job;
  const createdAt = new Date(createdAtMs).toISOString();
  return {
    type: 'job',
    id,
    runId,
    cell,
    provider,
    model,
    state,
    remoteId,
    reservedUsd: toUsd(reservedMicroUsd),
    createdAt,
  };
}

const words: Record<OpenJob['state'], string> = {
  intent: 'was about to be submitted',
  submitted: 'is at the provider',
  downloaded: 'is fetched, its charge is not booked yet',
  unknown: 'may have been charged: decide with --look-again or --release',
};

function jobText(job: OpenJob): string {
  const price = `up to $${toUsd(job.reservedMicroUsd)}`;
  return `${job.id}  ${job.cell}  ${job.model}  ${price}  ${words[job.state]}`;
}

function usage(what: string, hint: string): Error {
  return new UsageError('invalid', `Nothing was decided: ${what}.`, { hint });
}
