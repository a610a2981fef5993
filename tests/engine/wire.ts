import type { Call } from '../fakes/provider/listen.ts';

/** Headers that Node adds to any request. */
const ofTheTransport = new Set([
  'host',
  'connection',
  'accept-language',
  'accept-encoding',
  'sec-fetch-mode',
  'content-length',
  'user-agent',
  'transfer-encoding',
]);

/** A request as a page of documentation shows it: method and path, the headers that mean something, the body. */
export interface WireCall {
  request: string;
  headers: Record<string, string>;
  body?: unknown;
}

/** Requests as documentation shows them; `names` puts words in the place of ids and other things that change. */
export function onTheWire(calls: readonly Call[], names: Record<string, string>): WireCall[] {
  const named = (text: string): string =>
    Object.entries(names).reduce((left, [value, name]) => left.replaceAll(value, name), text);
  return calls.map(({ method, path, headers, body }) => {
    const kept = Object.entries(headers)
      .filter(([name]) => !ofTheTransport.has(name))
      .map(([name, value]) => [name, named(value).replace(/boundary=.*/, 'boundary=…')]);
    const isJson = headers['content-type']?.includes('json') === true;
    const text = body.toString('latin1');
    return {
      request: `${method} ${named(decodeURIComponent(path))}`,
      headers: Object.fromEntries(kept) as Record<string, string>,
      ...(body.length === 0 ? {} : { body: isJson ? (JSON.parse(named(body.toString())) as unknown) : named(text) }),
    };
  });
}
