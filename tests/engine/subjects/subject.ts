import { createServer, type AddressInfo } from 'node:net';
import type { Engine } from '../../../src/main/engine/index.ts';
import type { JsonObject } from '../../../src/shared/base/index.ts';
import type { ModelTemplate } from '../../../src/shared/template/index.ts';

/** A job as it reached the model. */
export interface SeenJob {
  prompt: unknown;
  seed: unknown;
  /** Content of the file it was given, if any. */
  file: Buffer | null;
}

/** How a job is expected to end badly, and whether the same may be tried again by itself. */
export interface ExpectedFailure {
  failure: string;
  isRetried: boolean;
  /** Parameters that bring it about. */
  parameters?: JsonObject;
}

/**
 * An engine that is really set up: its server, its processes and its model are there. Each dial makes the jobs that follow
 * go wrong in the way in which this engine can; a subject is used for one test and thrown away.
 */
export interface Subject {
  engine: Engine;
  template: ModelTemplate;
  /** The files' extension, and the bytes they begin with. */
  extension: string;
  beginning: string;
  /** Text that every failure has to hide, as far as the engine has one. */
  secret: string;
  /** A small job; its prompt is the test's. */
  parameters: JsonObject;
  /** The parameter that takes a picture, and the picture. */
  fileParameter: string;
  isFileList: boolean;
  /** The largest seed that the engine can be given, or tell. */
  largestSeed: { given: number; told: string };
  seen(): SeenJob[];
  /** The jobs that follow run until they are cancelled; parameters for that, if any. */
  slow(): JsonObject;
  /** Takes away what the engine needs to work; null when it needs nothing. */
  unset(): Promise<ExpectedFailure | null>;
  fail(folder: string): Promise<ExpectedFailure>;
  refuse(folder: string): Promise<ExpectedFailure>;
  breakDown(): Promise<ExpectedFailure>;
  empty(): Promise<ExpectedFailure>;
  /** A start of the subject from here; leaves nothing running. */
  dispose(): Promise<void>;
}

export type StartSubject = () => Promise<Subject>;

/** An address of this machine where nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
