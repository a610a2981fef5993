import { TemplateError } from '../../base/index.ts';

/** A model at a provider whose schema can be fetched. */
export interface ModelAddress {
  provider: 'replicate' | 'fal';
  /** `owner/name` at Replicate, the endpoint id at fal. */
  endpoint: string;
  /** Version that was asked for, 64 hexadecimal digits; null for the newest. */
  version: string | null;
}

const segment = /^[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.))*$/;
const versionPattern = /^[0-9a-f]{64}$/;
/** Pages of a model behind its name, which are not part of the id. */
const replicatePages = new Set(['api', 'examples', 'versions', 'readme', 'train', 'playground']);
const falPages = new Set(['api', 'playground', 'examples', 'requests', 'llms.txt']);
const maxSegments = 8;
const maxLength = 100;

/**
 * Understands what a user types or pastes: `replicate/owner/name[:version]`, `fal/<endpoint id>`, the same without the
 * provider (`fal-ai/…` is fal, two segments are Replicate), or the address of the model's page. Addresses are read,
 * never requested. Throws TemplateError `bad-model-id`.
 */
export function parseModelAddress(text: string): ModelAddress {
  const trimmed = text.trim();
  if (/^https?:\/\//i.test(trimmed)) return fromPage(trimmed);
  const [first = '', ...rest] = trimmed.split('/');
  if (first === 'replicate') return replicateAddress(rest.join('/'), text);
  if (first === 'fal') return falAddress(rest, text);
  const isReplicate = rest.length === 1 && first !== 'fal-ai';
  return isReplicate ? replicateAddress(trimmed, text) : falAddress([first, ...rest], text);
}

/** Id of the template of a model. */
export function modelIdOf({ provider, endpoint, version }: ModelAddress): string {
  return version === null ? `${provider}/${endpoint}` : `${provider}/${endpoint}:${version}`;
}

/** Only the two sites themselves: with a port, a user or another host it is no page of theirs. */
const page = /^https?:\/\/(?:www\.)?(replicate\.com|fal\.ai)\/([^?#]*)/i;

function fromPage(text: string): ModelAddress {
  const [, host = '', rest = ''] = page.exec(text) ?? [];
  const path = rest.split('/').filter((part) => part !== '');
  if (host.toLowerCase() === 'replicate.com') {
    const [owner = '', name = '', below, version] = path;
    if (below !== undefined && !replicatePages.has(below)) throw badId(text);
    const pinned = below === 'versions' && version !== undefined ? `:${version}` : '';
    return replicateAddress(`${owner}/${name}${pinned}`, text);
  }
  if (host.toLowerCase() === 'fal.ai' && path[0] === 'models') {
    const end = path.findIndex((part, index) => index > 2 && falPages.has(part));
    return falAddress(path.slice(1, end === -1 ? undefined : end), text);
  }
  throw badId(text);
}

function replicateAddress(id: string, text: string): ModelAddress {
  const [endpoint = '', version, ...more] = id.split(':');
  const parts = endpoint.split('/');
  const isGood = parts.length === 2 && parts.every(isSegment) && more.length === 0 && endpoint.length <= maxLength;
  if (!isGood || (version !== undefined && !versionPattern.test(version))) throw badId(text);
  return { provider: 'replicate', endpoint, version: version ?? null };
}

function falAddress(parts: readonly string[], text: string): ModelAddress {
  const endpoint = parts.join('/');
  const isGood = parts.length >= 2 && parts.length <= maxSegments && parts.every(isSegment);
  if (!isGood || endpoint.length > maxLength) throw badId(text);
  return { provider: 'fal', endpoint, version: null };
}

function isSegment(part: string): boolean {
  return segment.test(part);
}

function badId(text: string): Error {
  const shown = text.slice(0, 200);
  return new TemplateError('bad-model-id', `"${shown}" names no model.`, {
    hint: 'Write owner/name[:version] for Replicate, fal-ai/… for fal, or paste the address of the model’s page.',
    values: { id: shown },
  });
}
