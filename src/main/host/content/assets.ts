import { stat } from 'node:fs/promises';
import type { AssetSource, Core } from '../../core/index.ts';
import { textAnswer, type Answer } from './answer.ts';
import { parseAssetPath } from './asset-rule.ts';
import { parseByteRange } from './byte-range.ts';

/** What both hosts may be asked for an asset. */
export interface AssetQuery {
  /** URL path as it came, not decoded. */
  path: string;
  /** Range header. */
  range: string | undefined;
  /** Who may embed the asset: the web host's own page, or Electron's page, which has another origin. */
  embedder: 'same-origin' | 'cross-origin';
}

/** Types that cannot run anything in a page. SVG and HTML are never served, whatever a take claims to be. */
const inertType = /^(?:(?:image|audio|video)\/(?!svg)[a-z0-9.+-]{1,60}|text\/plain)$/;

/** Answers a request for a take, a thumbnail or a preview; null when the path is not that of an asset. */
export async function answerAsset(core: Pick<Core, 'openAsset'>, query: AssetQuery): Promise<Answer | null> {
  const request = parseAssetPath(query.path);
  if (request === null) return null;
  const source = await core.openAsset(request.id, request.variant);
  const size = source === null ? null : await sizeOf(source);
  if (source === null || size === null) return textAnswer(404, 'Not found');
  const headers = {
    ...assetHeaders(source.mediaType, request.preview),
    'cross-origin-resource-policy': query.embedder,
  };
  const range = parseByteRange(query.range, size);
  if (range === 'unsatisfiable') {
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: '' };
  }
  const { first, last } = range ?? { first: 0, last: size - 1 };
  const body = 'file' in source ? { file: source.file, first, last } : source.data.subarray(first, last + 1);
  if (range === null) return { status: 200, headers, body };
  return { status: 206, headers: { ...headers, 'content-range': `bytes ${first}-${last}/${size}` }, body };
}

/**
 * Headers of an asset. The bytes of a take never change, those of a preview are of one moment. The policy matters when
 * the asset itself is opened as a page: nothing in it may run.
 */
export function assetHeaders(mediaType: string, preview: boolean): Record<string, string> {
  const inert = inertType.test(mediaType);
  return {
    'content-type': inert
      ? mediaType === 'text/plain'
        ? 'text/plain; charset=utf-8'
        : mediaType
      : 'application/octet-stream',
    'content-disposition': inert ? 'inline' : 'attachment',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    'cache-control': preview ? 'no-store' : 'private, max-age=31536000, immutable',
  };
}

/** Bytes there are now: a file may have been replaced or removed by hand since it was indexed. */
async function sizeOf(source: AssetSource): Promise<number | null> {
  if ('data' in source) return source.data.byteLength;
  try {
    return (await stat(source.file)).size;
  } catch (error) {
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
