import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request of `/api/chat`, as far as Telar speaks it. */
export interface FakeChat {
  model: string;
  messages: { role: string; content: string; images?: string[] }[];
  stream: boolean;
  format?: unknown;
  options?: Record<string, unknown>;
}

/** What may go wrong with an answer; `after` counts the pieces of text that arrive before it. */
export type ChatFault =
  | { kind: 'status'; status: number; error: string }
  /** An answer of a proxy before it, which is no JSON. */
  | { kind: 'web-page'; status: number }
  /** Accepts the request and never answers. */
  | { kind: 'silent' }
  | { kind: 'cut' | 'stall' | 'bad-line'; after: number }
  /** Says in the middle of the stream what went wrong. */
  | { kind: 'error'; after: number; error: string }
  /** The connection ends properly, the answer does not. */
  | { kind: 'unfinished'; after: number }
  /** Goes on for ever. */
  | { kind: 'endless' };

export interface FakeOllama {
  /** What OLLAMA_HOST holds. */
  host: string;
  version: string;
  /** Names of the models that are there. */
  models: string[];
  /** Requests of `/api/chat` that arrived. */
  chats: FakeChat[];
  /** How many of them the client ended before the answer was complete. */
  aborted: number;
  /** Milliseconds between two pieces of an answer. */
  pieceMs: number;
  /** Waited for before each piece, so that a test can look at what was said so far. */
  beforePiece: (index: number) => Promise<void>;
  answer: (chat: FakeChat) => string;
  fault: (chat: FakeChat) => ChatFault | null;
  /** Texts whose vectors were asked for, request by request. */
  embedded: { model: string; input: string[] }[];
  /** Answer of `/api/embed`; null leaves the question without one. */
  embed: (texts: string[]) => unknown;
  close(): Promise<void>;
}

/** A server that speaks Ollama's HTTP API (wire format of its client 0.6.4), with faults that a test may choose. */
export async function startFakeOllama(port = 0): Promise<FakeOllama> {
  const fake: FakeOllama = {
    host: '',
    version: '0.12.6',
    models: ['llama3.2:latest', 'hf.co/acme/Tiny-GGUF:Q4_K_M'],
    chats: [],
    aborted: 0,
    pieceMs: 0,
    beforePiece: () => Promise.resolve(),
    answer: ({ options, messages }) =>
      `[seed ${String(options?.seed)}] ${messages.at(-1)?.content ?? ''}, told in a few words.`,
    fault: () => null,
    embedded: [],
    embed: (texts) => ({ model: 'nomic-embed-text', embeddings: texts.map(() => [1, 0, 0]), total_duration: 1 }),
    close: () => closeServer(server),
  };
  const server = createServer((request, response) => {
    handle(fake, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  fake.host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function handle(fake: FakeOllama, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  switch (`${request.method ?? ''} ${request.url ?? ''}`) {
    case 'GET /api/version':
      return json(response, 200, { version: fake.version });
    case 'GET /api/tags':
      return json(response, 200, { models: fake.models.map(describeModel) });
    case 'POST /api/show':
      return show(fake, response, (JSON.parse(body) as { model: string }).model);
    case 'POST /api/chat':
      return chat(fake, response, JSON.parse(body) as FakeChat);
    case 'POST /api/embed':
      return embed(fake, response, JSON.parse(body) as { model: string; input: string[] });
    default:
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

const details = {
  parent_model: '',
  format: 'gguf',
  family: 'llama',
  families: ['llama'],
  parameter_size: '3.2B',
  quantization_level: 'Q4_K_M',
};

function describeModel(name: string): object {
  const digest = 'a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72';
  return { name, model: name, modified_at: '2026-10-01T10:00:00Z', size: 2_019_393_189, digest, details };
}

function isThere(fake: FakeOllama, model: string): boolean {
  return fake.models.includes(model) || fake.models.includes(`${model}:latest`);
}

function show(fake: FakeOllama, response: ServerResponse, model: string): void {
  if (!isThere(fake, model)) return json(response, 404, { error: `model '${model}' not found` });
  json(response, 200, {
    modelfile: '',
    parameters: '',
    template: '',
    details,
    model_info: {},
    capabilities: ['completion'],
  });
}

function embed(fake: FakeOllama, response: ServerResponse, asked: { model: string; input: string[] }): void {
  fake.embedded.push(asked);
  if (!isThere(fake, asked.model)) return json(response, 404, { error: `model '${asked.model}' not found` });
  const answer = fake.embed(asked.input);
  if (answer !== null) json(response, 200, answer);
}

async function chat(fake: FakeOllama, response: ServerResponse, asked: FakeChat): Promise<void> {
  fake.chats.push(asked);
  let isDone = false;
  response.on('close', () => (fake.aborted += isDone ? 0 : 1));
  const fault = fake.fault(asked);
  const done = (): void => void (isDone = true);
  if (!isThere(fake, asked.model)) {
    done();
    return json(response, 404, { error: `model '${asked.model}' not found` });
  }
  if (fault?.kind === 'silent') return;
  if (fault?.kind === 'status') {
    done();
    return json(response, fault.status, { error: fault.error });
  }
  if (fault?.kind === 'web-page') {
    done();
    return void response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
  }
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const line = (value: object): void => {
    response.write(`${JSON.stringify({ model: asked.model, created_at: new Date().toISOString(), ...value })}\n`);
  };
  const say = (content: string): void => line({ message: { role: 'assistant', content }, done: false });
  const text = fake.answer(asked);
  const pieces = text.match(/\S*\s*/gu)?.filter((piece) => piece !== '') ?? [];
  for (let index = 0; index <= pieces.length && !response.destroyed; index++) {
    if (fault !== null && 'after' in fault && index === fault.after) return misbehave(fault, response, done);
    if (fault?.kind === 'endless') index = 0;
    const piece = fault?.kind === 'endless' ? 'and on '.repeat(1000) : pieces[index];
    await fake.beforePiece(index);
    if (piece !== undefined) say(piece);
    if (fake.pieceMs > 0 || fault?.kind === 'endless') await new Promise((next) => setTimeout(next, fake.pieceMs));
  }
  if (response.destroyed) return;
  done();
  const ms = 1_000_000;
  const counts = { prompt_eval_count: 12, eval_count: pieces.length };
  const durations = {
    total_duration: 90 * ms,
    load_duration: 20 * ms,
    prompt_eval_duration: 10 * ms,
    eval_duration: 60 * ms,
  };
  line({ message: { role: 'assistant', content: '' }, done_reason: 'stop', done: true, ...durations, ...counts });
  response.end();
}

function misbehave(fault: ChatFault, response: ServerResponse, done: () => void): void {
  switch (fault.kind) {
    case 'cut':
      done();
      return void setTimeout(() => response.destroy(), 5);
    case 'bad-line':
      done();
      return void response.end('{"model": "llama3.2", "message": {\n');
    case 'error':
      done();
      return void response.end(`${JSON.stringify({ error: fault.error })}\n`);
    case 'unfinished':
      done();
      return void response.end();
    default:
    // It stalls: nothing more is said.
  }
}
