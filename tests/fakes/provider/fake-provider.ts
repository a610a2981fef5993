import type { Faults } from './faults.ts';
import type { FakeJob, FakeOutcome } from './jobs.ts';
import type { Call } from './listen.ts';

/** What the stand-ins of paid providers have in common. */
export interface FakeProvider {
  baseUrl: string;
  token: string;
  faults: Faults;
  /** Jobs that were accepted, oldest first. */
  jobs: FakeJob[];
  /** POSTs of jobs that arrived, accepted or not. */
  submissions: number;
  cancels: string[];
  downloads: string[];
  uploads: { id: string; sha256: string; bytes: number }[];
  /** Bytes of a file that was uploaded, by the address that its upload has answered. */
  fileAt(address: string): Buffer | undefined;
  /** The server's clock, in milliseconds since 1970. */
  nowMs: () => number;
  /** Milliseconds that a job takes; Infinity never ends it. */
  latencyMs: (input: Record<string, unknown>) => number;
  /** How a job ends. */
  outcome: (input: Record<string, unknown>) => FakeOutcome;
  /** A status word instead of the real one. */
  statusWord: ((job: FakeJob) => string | null) | null;
  /** Whether the list shows a job. */
  isListed: (job: FakeJob) => boolean;
  /** Every request, oldest first. */
  calls: Call[];
  close(): Promise<void>;
}
