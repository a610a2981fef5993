import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { textAnswer, type Answer } from './answer.ts';
import { windowHeaders, type AssetOrigin } from './csp.ts';

/** Media types of what the build writes. Anything else is not served at all. */
const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Names the build gives its files. Neither `%` nor a backslash can be part of one and no segment begins with a dot,
 * so no spelling of `..`, encoded any number of times, is a path.
 */
const builtPath = /^(?:\/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)+$/;

export interface StaticFile {
  file: string;
  mediaType: string;
  /** The name holds a hash of the content: it may be kept for ever. */
  hashed: boolean;
}

/** The file of the window's folder that a URL path (as it came, not decoded) names; null when it names none. */
export function resolveStaticFile(rendererFolder: string, path: string): StaticFile | null {
  const wanted = path === '/' ? '/index.html' : path;
  if (wanted.length > 300 || !builtPath.test(wanted)) return null;
  const mediaType = mediaTypes[extname(wanted)];
  if (mediaType === undefined) return null;
  return { file: join(rendererFolder, ...wanted.split('/')), mediaType, hashed: wanted.startsWith('/assets/') };
}

/** Answers a request for a file of the window. */
export async function answerStatic(rendererFolder: string, path: string, assets: AssetOrigin): Promise<Answer> {
  const found = resolveStaticFile(rendererFolder, path);
  const content = found === null ? null : await readIfExists(found.file);
  if (found === null || content === null) return textAnswer(404, 'Not found');
  return {
    status: 200,
    headers: {
      ...windowHeaders(assets),
      'content-type': found.mediaType,
      'cache-control': found.hashed ? 'private, max-age=31536000, immutable' : 'no-cache',
    },
    body: content,
  };
}

async function readIfExists(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}
