import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loggedLauncher } from './logged-launcher.ts';
import { createNodeChildLauncher } from './node-child-launcher.ts';

it('what a child writes to stderr is told line by line, short and not without end', async () => {
  const program = join(await mkdtemp(join(tmpdir(), 'telar-child-')), 'child.mjs');
  const lines = "['a driver is missing', 'x'.repeat(5000), ...Array.from({ length: 20_000 }, (_, i) => `again ${i}`)]";
  await writeFile(program, `process.stderr.write(${lines}.join('\\n') + '\\n');`);
  const told: [string, string][] = [];
  const launcher = loggedLauncher(
    createNodeChildLauncher(() => program),
    (...each) => told.push(each),
  );
  // Far more than a pipe holds: a child whose words nobody takes would never end.
  const how = await new Promise((ended) => launcher.launch('picture-child').onExit(ended));
  expect(how).toBe('exit code 0');
  await expect.poll(() => told.length).toBe(200);
  expect(told[0]).toEqual(['picture-child', 'a driver is missing']);
  expect(told[1]?.[1]).toHaveLength(1000);
});
