import type { ServerResponse } from 'node:http';

/** What may happen to any answer; all are off unless a test turns them on. */
export type AnswerFault =
  | { kind: 'status'; status: number; retryAfter?: string; detail?: string; body?: unknown; headers?: HeaderList }
  /** Cuts the connection before an answer. */
  | { kind: 'reset' }
  /** Sends half of the answer. */
  | { kind: 'cut' }
  /** Never answers. */
  | { kind: 'silent' }
  /** A page of something before the API. */
  | { kind: 'web-page'; status: number }
  /** More than any answer has. */
  | { kind: 'huge-body' }
  /** A byte now and then, for ever. */
  | { kind: 'slow-body' }
  /** One header of 200 KB. */
  | { kind: 'huge-header' }
  | { kind: 'redirect'; to: string };

/** What may go wrong with a submission. */
export type CreateFault =
  | { kind: 'status'; status: number; retryAfter?: string; detail?: string; body?: unknown; headers?: HeaderList }
  /** Accepts the job, then cuts the connection before an answer. */
  | { kind: 'lost-answer' }
  /** Accepts the job and sends half of the answer. */
  | { kind: 'cut-answer' }
  /** Accepts the job and answers with an error, as a gateway does. */
  | { kind: 'hidden'; status: number }
  /** Accepts the job; the answer does not name it. */
  | { kind: 'no-id' }
  /** Accepts the job; this happens to the answer. */
  | { kind: 'accepted'; answer: AnswerFault }
  /** Cuts the connection without accepting. */
  | { kind: 'refused-connection' };

type HeaderList = Record<string, string>;

/** Dials of what goes wrong; a test sets those it needs. */
export interface Faults {
  create?: (input: Record<string, unknown>) => CreateFault | null;
  /** What happens to a look at a job; a number is a status. */
  poll?: () => number | AnswerFault | null;
  upload?: () => AnswerFault | null;
  /** What happens to a download: cut in the middle, a status, or one of the faults of answers. */
  download?: (path: string) => 'cut' | number | AnswerFault | null;
}

/** What happens to the answer of a submission, and whether the job was accepted all the same. */
export function partsOf(fault: CreateFault | null): { isAccepted: boolean; answer: AnswerFault | null } {
  switch (fault?.kind) {
    case undefined:
    case 'no-id':
      return { isAccepted: true, answer: null };
    case 'status':
      return { isAccepted: false, answer: fault };
    case 'refused-connection':
      return { isAccepted: false, answer: { kind: 'reset' } };
    case 'lost-answer':
      return { isAccepted: true, answer: { kind: 'reset' } };
    case 'cut-answer':
      return { isAccepted: true, answer: { kind: 'cut' } };
    case 'hidden':
      return { isAccepted: true, answer: { kind: 'status', status: fault.status, detail: 'Bad gateway' } };
    case 'accepted':
      return { isAccepted: true, answer: fault.answer };
  }
}

/** Sends what a fault makes of an answer. */
export function misanswer(response: ServerResponse, fault: AnswerFault, answer: string): void {
  const type = { 'content-type': 'application/json' };
  switch (fault.kind) {
    case 'status': {
      const retry: HeaderList = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
      const body = fault.body ?? { detail: fault.detail ?? `status ${fault.status}` };
      return void response.writeHead(fault.status, { ...type, ...retry, ...fault.headers }).end(JSON.stringify(body));
    }
    case 'reset':
      return void response.destroy();
    case 'cut':
      response.writeHead(200, { ...type, 'content-length': String(Buffer.byteLength(answer) + 10) });
      response.write(answer.slice(0, answer.length / 2));
      return void setTimeout(() => response.destroy(), 5);
    case 'silent':
      return;
    case 'web-page':
      return void response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<h1>Gateway</h1>');
    case 'huge-body':
      return void response.writeHead(200, type).end(`"${'x'.repeat(6 * 1024 * 1024)}"`);
    case 'slow-body': {
      response.writeHead(200, type).write('{');
      const drip = setInterval(() => response.write(' '), 5);
      return void response.on('close', () => clearInterval(drip));
    }
    case 'huge-header':
      return void response.writeHead(200, { ...type, 'x-much': 'x'.repeat(200 * 1024) }).end(answer);
    case 'redirect':
      return void response.writeHead(302, { location: fault.to }).end();
  }
}
