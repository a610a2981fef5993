import { protocol, type Session } from 'electron';
import { electronNames } from '../../../shared/link/index.ts';
import type { Core } from '../../core/index.ts';
import { answerAsset, answerStatic, textAnswer, type Answer } from '../content/index.ts';
import { toResponse } from './response.ts';

/** Makes both schemes known to Chromium. Must run before the app is ready; later calls are silently too late. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: electronNames.appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
    {
      scheme: electronNames.assetScheme,
      // `stream` lets video and audio seek; texts and waveforms are fetched by the page, which has another origin.
      privileges: { standard: true, secure: true, stream: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

/** Serves the window's files and the assets of the core in a session. */
export function serveSchemes(session: Session, core: Pick<Core, 'openAsset'>, rendererFolder: string): void {
  session.protocol.handle(electronNames.appScheme, async (request) =>
    toResponse(await answerApp(rendererFolder, request)),
  );
  session.protocol.handle(electronNames.assetScheme, async (request) =>
    toResponse(await answerAssetUrl(core, request)),
  );
}

type RequestLike = Pick<Request, 'url' | 'method' | 'headers'>;

/** Answer to a request for a file of the window. */
export async function answerApp(rendererFolder: string, request: RequestLike): Promise<Answer> {
  const path = pathBelow(`${electronNames.appOrigin}/`, request);
  return path === null ? textAnswer(404, 'Not found') : answerStatic(rendererFolder, path, 'telar-asset:');
}

/** Answer to a request for an asset. */
export async function answerAssetUrl(core: Pick<Core, 'openAsset'>, request: RequestLike): Promise<Answer> {
  const path = pathBelow(electronNames.assetBase, request);
  const range = request.headers.get('range') ?? undefined;
  const answer = path === null ? null : await answerAsset(core, { path, range, embedder: 'cross-origin' });
  if (answer === null) return textAnswer(404, 'Not found');
  return { ...answer, headers: { ...answer.headers, 'access-control-allow-origin': electronNames.appOrigin } };
}

/** Undecoded path, with its first slash, of a GET below a base URL; the query and the fragment are left out. */
function pathBelow(base: string, { method, url }: RequestLike): string | null {
  if (method !== 'GET' || !url.startsWith(base)) return null;
  return `/${url.slice(base.length).replace(/[?#].*$/s, '')}`;
}
