import { randomUUID } from 'node:crypto';

/** End of a job; `address` stands in the place of the server's own files. */
export interface FakeOutcome {
  status: 'succeeded' | 'failed';
  error?: string;
  outputs?: number;
  address?: string;
  /** A text instead of files. */
  text?: string;
  /** The seed that the model tells, in digits. */
  seed?: string;
}

export interface FakeJob {
  id: string;
  /** The endpoint it was sent to. */
  model: string;
  input: Record<string, unknown>;
  createdAtMs: number;
  readyAtMs: number;
  status: 'running' | 'canceled' | 'failed' | 'succeeded';
  error: string | null;
  outputs: number;
  address: string | null;
  text?: string | null;
  seed?: string | null;
  removed: boolean;
}

/** A job that ends by itself after a while; an endless time never ends it. */
export function startJob(
  model: string,
  input: Record<string, unknown>,
  { nowMs, latencyMs }: { nowMs: number; latencyMs: number },
  { status, error = null, outputs = 1, address = null, text = null, seed = null }: Partial<Nulls<FakeOutcome>>,
): FakeJob {
  const job: FakeJob = {
    id: randomUUID().replaceAll('-', '').slice(0, 26),
    model,
    input,
    createdAtMs: nowMs,
    readyAtMs: nowMs + latencyMs,
    status: 'running',
    error,
    outputs: outputs ?? 1,
    address,
    text,
    seed,
    removed: false,
  };
  if (Number.isFinite(latencyMs)) {
    setTimeout(() => {
      if (job.status === 'running') job.status = status ?? 'succeeded';
    }, latencyMs).unref();
  }
  return job;
}

type Nulls<T> = { [K in keyof T]: T[K] | null };
