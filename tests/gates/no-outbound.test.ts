import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../src');

/** The way out. */
const wayOut = 'main/platform/net/';
/** The reader of takes, whose address is that of the own host (the page's policy allows no other). */
const takeReader = 'renderer/ui/read-asset.ts';
/** The web host, which only listens, and its own window. */
const ownHost = ['main/host/server/', 'renderer/link/'];

/** Ways of a Node program to reach another one over a network. */
const networkAccess =
  /(?<![.\w])fetch\(|from 'node:(net|http|https|http2|tls|dgram|dns)(\/promises)?'|from '(undici|ws)'/;

async function filesThatMayConnect(): Promise<string[]> {
  const names = await readdir(root, { recursive: true });
  const sources = names.filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'));
  const texts = await Promise.all(
    sources.map(async (name) => [name, await readFile(join(root, name), 'utf8')] as const),
  );
  return texts.filter(([, text]) => networkAccess.test(text)).map(([name]) => relative(root, join(root, name)));
}

it('nothing but the way out, the web host and its own window touch the network', async () => {
  const files = await filesThatMayConnect();
  expect(files.filter((name) => name.startsWith(wayOut))).not.toEqual([]);
  const allowed = [wayOut, takeReader, ...ownHost];
  expect(files.filter((name) => !allowed.some((each) => name.startsWith(each)))).toEqual([]);
});
