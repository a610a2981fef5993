/**
 * Does one thing with the network and prints how it ended and by how much the most memory that this process ever had
 * grew: node memory-child.ts bomb|upload|download ADDRESS FILE
 */
import { openAsBlob } from 'node:fs';
import { downloadFile } from '../../src/main/artifact/index.ts';
import { createReplicateEngine } from '../../src/main/engine/index.ts';
import { createGuardedFetch } from '../../src/main/platform/index.ts';
import { toFailure } from '../../src/shared/base/index.ts';

const [what = '', baseUrl = '', file = ''] = process.argv.slice(2);
const fetch = createGuardedFetch({ exemptOrigins: () => [baseUrl] });
const engine = createReplicateEngine({ access: () => ({ key: 'r8_test', baseUrl, concurrency: null }), fetch });
const { signal } = new AbortController();

/** As the official client does it. */
async function upload(): Promise<unknown> {
  const body = new FormData();
  body.append('content', new File([await openAsBlob(file)], 'film.mp4', { type: 'video/mp4' }));
  return (await fetch(baseUrl, { method: 'POST', body })).json();
}

const work: Record<string, () => Promise<unknown>> = {
  bomb: () => engine.testKey({}),
  upload,
  download: () => downloadFile(baseUrl, file, { fetch, mayFetch: () => true, assetType: 'video', signal }),
};

const before = process.resourceUsage().maxRSS;
const outcome = await work[what]?.().catch((error: unknown) => {
  const { code, kind, values } = toFailure(error);
  return `${code}/${kind}: ${String(values.reason)}`;
});
// Linux and macOS tell it in KiB.
const grownMiB = Math.round((process.resourceUsage().maxRSS - before) / 1024);
console.log(JSON.stringify({ outcome, grownMiB }));
