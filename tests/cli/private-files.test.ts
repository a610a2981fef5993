import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startFakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder, telar } from '../telar-process.ts';
import { brokenPicture, writeStory } from './story.ts';

const painter = {
  name: 'paint',
  asset_type: 'image',
  model: 'replicate/bytedance/seedream-4',
  parameters: { prompt: 'x' },
};

const film = 'ftypisom';
const refused = 'file-not-allowed';

/** Files by path, what stands in them, and what the plan says of a picture parameter that names them. */
const files: [path: string, content: string | Buffer, verdict: string][] = [
  ['.env', 'TOKEN=secret', refused],
  ['.hidden/photo.png', brokenPicture, refused],
  ['notes/.photo.png', brokenPicture, refused],
  ['outputs/.takes/photo.png', brokenPicture, refused],
  ['keys.txt', 'TOKEN=secret', 'not-media'],
  ['named.png', 'TOKEN=secret', 'not-media'],
  ['film.telar.json', '', 'not-media'],
  ['empty.png', '', 'not-media'],
  ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'not-media'],
  ['moving.gif', 'GIF89a', 'not-media'],
  ['film.mp4', Buffer.from(`\0\0\0\x18${film}`, 'latin1'), 'not-media'],
  ['link.png', '', 'not-media'],
  ['photo.png', brokenPicture, 'run'],
  ['photo.data', Buffer.from('\xff\xd8\xff\xe0', 'latin1'), 'run'],
];

it('only pictures are sent as pictures: no secret, no document, nothing hidden', async () => {
  const home = await freshFolder('private');
  for (const [path, content] of files) {
    await mkdir(join(home, path, '..'), { recursive: true });
    if (path === 'link.png') await symlink('.env', join(home, path));
    else await writeFile(join(home, path), content);
  }
  const units = files.map(([path], index) => ({
    id: `u${index}`,
    cells: { paint: { parameters: { image_input: [path] } } },
  }));
  const file = await writeStory(home, [painter], units);
  const fake = await startFakeReplicate();
  try {
    const env = { REPLICATE_API_TOKEN: fake.token, REPLICATE_BASE_URL: fake.baseUrl };
    const plan = await telar(['plan', file, '--json'], { home, env });
    const cells = plan.lines[0]?.cells as { action: string; failure?: { kind: string } }[];
    const verdicts = cells.map((cell, index) => [files[index]?.[0], cell.failure?.kind ?? cell.action]);
    expect(verdicts).toEqual(files.map(([path, , verdict]) => [path, verdict]));
    expect((await telar(['run', file, '--json', '--yes'], { home, env })).code).toBe(2);
    expect(fake.submissions).toBe(0);
  } finally {
    await fake.close();
  }
});
