import { createHash } from 'node:crypto';
import type { FailureData, JsonValue } from '../../shared/base/index.ts';
import { spellingsOf } from './secret-spellings.ts';

/** Takes secrets out of what is written down or shown: the log, the history, messages of failures. */
export interface Redactor {
  /** From now on this text is taken out in all its spellings, also one that is no known form of a key. */
  addSecret(secret: string): void;
  /** The text without secrets; addresses lose their query, which is where a signature stands. JSON stays JSON. */
  text(text: string): string;
  /** A copy without secrets; files inside it (data URIs) stand as `{mediaType, bytes, sha256}`. */
  value(value: JsonValue): JsonValue;
}

const redacted = '[redacted]';

/** Longer texts are cut in copies: what is kept of them is for people to recognise. */
const longestText = 10_000;

/** Forms of keys: Replicate, Hugging Face, fal (`uuid:hex`), OpenAI-like ones, and what stands in a header. */
const keyForms: readonly (readonly [RegExp, string])[] = [
  [/\b(?:r8|hf)_[A-Za-z0-9]{8,}/g, redacted],
  [/\bsk-[A-Za-z0-9_-]{16,}/g, redacted],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?::|%3a)[0-9a-f]{16,}/gi, redacted],
  [/\b(Bearer)(\s+|%20)[A-Za-z0-9._~+/=:%-]{8,}/gi, `$1 ${redacted}`],
  [/\b(Key|Token|Basic)\s+(?=[^\s"]*\d)[A-Za-z0-9._~+/=:-]{16,}/g, `$1 ${redacted}`],
];

const address = /\bhttps?:\/\/[^\s"'<>\\]+/gi;
const dataUri = /\bdata:([\w.+-]+\/[\w.+-]+)?(?:;[\w=.+-]+)*,[A-Za-z0-9+/=_%.-]{64,}/g;
const secretName = /(?:^|[_-])(?:token|api[_-]?key|secret|password|passphrase|authorization|cookie)$/i;

/** A redactor that knows the forms of keys, the secrets added to it, and those that `secrets` answers at each call. */
export function createRedactor(secrets: () => Iterable<string> = () => []): Redactor {
  const added = new Set<string>();
  const spellings = new Map<string, readonly string[]>();

  function knownSpellings(): string[] {
    const known = new Set([...added, ...secrets()]);
    for (const secret of known) if (!spellings.has(secret)) spellings.set(secret, spellingsOf(secret));
    // The longest first: a part of a secret must not be taken out of the whole.
    return [...known].flatMap((secret) => spellings.get(secret) ?? []).sort((a, b) => b.length - a.length);
  }

  function text(plain: string): string {
    let result = plain;
    for (const spelling of knownSpellings()) result = result.replaceAll(spelling, redacted);
    for (const [form, replacement] of keyForms) result = result.replace(form, replacement);
    return result
      .replace(dataUri, (uri, mediaType: string | undefined) => {
        return `data:${mediaType ?? 'text/plain'} (${uri.length} characters)`;
      })
      .replace(address, withoutQuery);
  }

  function value(plain: JsonValue): JsonValue {
    if (typeof plain === 'string') return describeDataUri(plain) ?? shorten(text(plain));
    if (Array.isArray(plain)) return plain.map(value);
    if (plain === null || typeof plain !== 'object') return plain;
    const entries = Object.entries(plain).map(([name, each]): [string, JsonValue] => [
      text(name),
      secretName.test(name) && typeof each === 'string' ? redacted : value(each),
    ]);
    return Object.fromEntries(entries);
  }

  return {
    addSecret: (secret) => void added.add(secret),
    text,
    value,
  };
}

/** The text without this one secret, in all its spellings; nothing else of it changes. */
export function withoutSecret(text: string, secret: string): string {
  return spellingsOf(secret).reduce((left, spelling) => left.replaceAll(spelling, redacted), text);
}

/**
 * What people need of an error and its causes, with all texts cleaned: errors of clients and of the network carry whole
 * requests, answers and bytes, which a crash would print.
 */
export function plainError(error: unknown, clean: (text: string) => string): Error {
  if (!(error instanceof Error)) return new Error(clean(String(error)));
  const cause = error.cause === undefined ? {} : { cause: plainError(error.cause, clean) };
  const copy = new Error(clean(error.message), cause);
  copy.name = error.name;
  if (error.stack !== undefined) copy.stack = clean(error.stack);
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? Object.assign(copy, { code: clean(code) }) : copy;
}

/** A failure whose sentences and values name no secret; its place is the user's own. */
export function withoutSecrets(failure: FailureData, redactor: Redactor): FailureData {
  const values = Object.entries(failure.values).map(([name, each]) => [
    name,
    typeof each === 'string' ? redactor.text(each) : each,
  ]);
  return {
    ...failure,
    message: redactor.text(failure.message),
    hint: redactor.text(failure.hint),
    values: Object.fromEntries(values) as FailureData['values'],
  };
}

/** The address without user, password and query. */
function withoutQuery(url: string): string {
  return url.replace(/^(https?:\/\/)[^/@?#]*@/i, '$1').replace(/\?[^#]*/, `?${redacted}`);
}

function shorten(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}… (${text.length} characters)`;
}

/** A data URI as the file it is; null for any other text. */
function describeDataUri(text: string): JsonValue | null {
  const match = /^data:([^;,]*)[^,]*?(;base64)?,/i.exec(text);
  if (match === null) return null;
  const body = text.slice(match[0].length);
  const bytes = Buffer.from(body, match[2] === undefined ? 'utf8' : 'base64');
  const mediaType = match[1] === '' || match[1] === undefined ? 'text/plain' : match[1];
  return { mediaType, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
