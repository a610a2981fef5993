import type { RunId } from '../../../shared/base/index.ts';
import type { OpenJob } from '../../../shared/contract/index.ts';

/** Open paid jobs by who has to act. */
export interface SplitJobs {
  /** Telar fetches their results. */
  fetching: OpenJob[];
  /** Only the user can say what becomes of them. */
  undecided: OpenJob[];
}

/** Splits open jobs; those that the run going on works on itself are shown by it. */
export function splitJobs(open: readonly OpenJob[], activeRun: RunId | null): SplitJobs {
  return {
    fetching: open.filter((job) => job.state !== 'unknown' && job.runId !== activeRun),
    undecided: open.filter((job) => job.state === 'unknown'),
  };
}
