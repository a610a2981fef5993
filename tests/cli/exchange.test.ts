import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshFolder, sampleFile, startTelar, telar } from '../telar-process.ts';
import { layer, ran, writeStory } from './story.ts';

let home: string;
let file: string;
const units = [
  { id: '10', vars: { colour: 'red', size: 2, night: true } },
  { id: '2', title: 'Two', vars: { colour: 'a "blue", or so' } },
];
beforeEach(async () => {
  home = await freshFolder('exchange');
  file = await writeStory(home, [layer('plate', { prompt: 'a {{unit.vars.colour}} house' })], units);
});

const run = (...args: string[]): ReturnType<typeof telar> => telar(args, { home });

describe('telar export', () => {
  it.each([
    ['csv', [], 'id,colour,size:number,night:boolean\r\n10,red,2,true\r\n2,"a ""blue"", or so",,\r\n'],
    ['csv', ['--tsv'], 'id\tcolour\tsize:number\tnight:boolean\r\n10\tred\t2\ttrue\r\n2\t"a ""blue"", or so"\t\t\r\n'],
  ])('%s %j writes the units as they stand', async (form, args, text) => {
    expect(await run('export', form, file, ...args)).toMatchObject({ code: 0, stdout: text, stderr: '' });
    const { lines } = await run('export', form, file, ...args, '--json');
    expect(lines).toEqual([{ type: 'export', format: args.length === 0 ? 'csv' : 'tsv', text }]);
  });

  it('layers-dict writes what runs as the same cells', async () => {
    const plain = join(home, 'plain.json');
    expect((await run('export', 'layers-dict', file, '--output', plain)).code).toBe(0);
    const text = await readFile(plain, 'utf8');
    expect(text.indexOf('"10"')).toBeLessThan(text.indexOf('"2"'));
    expect(JSON.parse(text)).toMatchObject({
      '10': [{ model: 'local/telar-mini', parameters: { prompt: 'a red house' } }],
    });
    expect((await ran(home, plain)).last).toMatchObject({ done: 2 });
  });

  it('replaces no file unless told to', async () => {
    const before = await readFile(file, 'utf8');
    const { code, lines } = await run('export', 'csv', file, '--output', file, '--json');
    expect({ code, lines }).toMatchObject({ code: 2, lines: [{ type: 'error', code: 'UsageError' }] });
    expect(await readFile(file, 'utf8')).toBe(before);
    const table = join(home, 'table.csv');
    await writeFile(table, 'old');
    expect((await run('export', 'csv', file, '--output', table, '--force')).code).toBe(0);
    expect(await readFile(table, 'utf8')).toContain('id,colour');
  });
});

describe('telar import csv', () => {
  const table = 'id,colour,size:number\n2,green,3\nnew,grey,\n';
  beforeEach(() => writeFile(join(home, 'table.csv'), table));

  it('changes units by id, adds the others, keeps the rest and a copy of what was there', async () => {
    const before = await readFile(file, 'utf8');
    const { code, lines } = await run('import', 'csv', file, join(home, 'table.csv'), '--json');
    expect({ code, lines }).toEqual({ code: 0, lines: [{ type: 'import', file, added: 1, changed: 1 }] });
    const after = JSON.parse(await readFile(file, 'utf8')) as object;
    expect(after).toMatchObject({
      units: [
        { id: '10', vars: { colour: 'red', size: 2, night: true } },
        { id: '2', title: 'Two', vars: { colour: 'green', size: 3 } },
        { id: 'new', vars: { colour: 'grey' } },
      ],
    });
    const copies = (await readdir(home)).filter((name) => name.endsWith('.bak'));
    expect(copies).toHaveLength(1);
    expect(await readFile(join(home, copies[0] ?? ''), 'utf8')).toBe(before);
    expect((await readdir(home)).filter((name) => name.includes('lock'))).toEqual([]);
  });

  it('takes back what was exported', async () => {
    const before = await readFile(file, 'utf8');
    await run('export', 'csv', file, '--output', join(home, 'all.csv'));
    await run('import', 'csv', file, join(home, 'all.csv'));
    expect(await run('export', 'csv', file)).toMatchObject({ stdout: await readFile(join(home, 'all.csv'), 'utf8') });
    expect((JSON.parse(await readFile(file, 'utf8')) as { units: object }).units).toMatchObject(
      (JSON.parse(before) as { units: object }).units,
    );
  });

  it.each([
    ['a broken table', 'id,size:number\nx,many\n', { code: 'MatrixFormatError', kind: 'table', place: { line: 2 } }],
    ['a table twice the same id', 'id\nx\nx\n', { code: 'MatrixFormatError', kind: 'table', place: { line: 3 } }],
  ])('refuses %s with its line and changes nothing', async (_name, text, error) => {
    const before = await readFile(file, 'utf8');
    await writeFile(join(home, 'table.csv'), text);
    const { code, lines } = await run('import', 'csv', file, join(home, 'table.csv'), '--json');
    expect({ code, lines }).toMatchObject({ code: 2, lines: [{ type: 'error', ...error }] });
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('changes no shipped example, no document that is open elsewhere, and reads no missing table', async () => {
    const into = (target: string, source = 'table.csv'): ReturnType<typeof telar> =>
      run('import', 'csv', target, join(home, source), '--json');
    expect(await into(sampleFile)).toMatchObject({ code: 2, lines: [{ code: 'UsageError' }] });
    expect(await into(file, 'none.csv')).toMatchObject({ code: 2, lines: [{ code: 'UsageError' }] });
    const studio = startTelar(['serve', file, '--json', '--port', '0'], { home });
    const stopped = new Promise((done) => studio.once('close', done));
    await new Promise((done) => studio.stdout?.once('data', done));
    expect(await into(file)).toMatchObject({ code: 3, lines: [{ code: 'DocumentConflictError', kind: 'read-only' }] });
    studio.kill('SIGTERM');
    await stopped;
  });
});
