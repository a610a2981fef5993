import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshFolder, sampleFile, startTelar, telar } from '../telar-process.ts';

let home: string;
beforeEach(async () => {
  home = await freshFolder('home');
});

async function documentOf(layer: object): Promise<string> {
  const file = join(home, 'film.telar.json');
  const column = {
    name: 'plate',
    asset_type: 'image',
    model: 'local/telar-mini',
    parameters: { prompt: 'a house' },
    ...layer,
  };
  await writeFile(file, JSON.stringify({ telar: 1, layers: [column], units: [{ id: 'u1' }] }));
  return file;
}

describe('the command line and bad input', () => {
  it.each([
    ['an unknown command', ['paint']],
    ['a missing argument', ['run']],
    ['an unknown option', ['plan', sampleFile, '--colour']],
    ['a wrong overwrite rule', ['plan', sampleFile, '--overwrite', 'maybe', '--output-dir', 'out']],
    ['a port that is none', ['serve', '--port', 'x']],
    ['a file that does not exist', ['plan', 'none.telar.json']],
    ['writing beside a shipped example', ['run', sampleFile]],
  ])('%s ends with 2 and a sentence', async (_name, args) => {
    const { code, stdout, stderr } = await telar(args, { home });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.length).toBeGreaterThan(20);
  });

  it('names line and column of a broken document and leaves it alone', async () => {
    const file = join(home, 'broken.telar.json');
    await writeFile(file, '{\n  "telar": 1,\n  "layers": [,]\n}');
    const { code, lines, stderr } = await telar(['run', file, '--json'], { home });
    expect(code).toBe(2);
    expect(lines).toMatchObject([{ type: 'error', code: 'MatrixFormatError', place: { line: 3, column: 14 } }]);
    expect(stderr).toContain('what to do:');
    expect(await readFile(file, 'utf8')).toContain('"layers": [,]');
  });

  it.each([
    ['an unknown model', { model: 'local/telar-mimi' }, 'ModelNotFoundError', 'Did you mean "local/telar-mini"?'],
    [
      'an unknown parameter',
      { parameters: { prompt: 'x', stepps: 4 } },
      'ParameterValidationError',
      'Did you mean "steps"?',
    ],
    [
      'a reference to nowhere',
      { parameters: { prompt: 'x', image: '{{layers.plat.path}}' } },
      'LayerDependencyError',
      'Did you mean "plate"?',
    ],
    [
      'the first unit’s previous one',
      { parameters: { prompt: '{{prev_unit.layers.0.path}}' } },
      'LayerDependencyError',
      'reference',
    ],
  ])('stops before running for %s', async (_name, layer, code, hint) => {
    const file = await documentOf(layer);
    const run = await telar(['run', file, '--json'], { home });
    expect(run.code).toBe(2);
    expect(run.lines).toMatchObject([{ type: 'error', code, place: { unit: 'u1', layer: 'plate' } }]);
    expect(run.lines[0]?.hint).toContain(hint);
    const plan = await telar(['plan', file, '--json'], { home });
    expect(plan.lines[0]?.cells).toMatchObject([{ action: 'blocked', failure: { code } }]);
  });

  it('says so when the output folder cannot be written', async () => {
    const file = await documentOf({});
    await writeFile(join(home, 'outputs'), 'a file in its place');
    const { code, lines } = await telar(['run', file, '--json'], { home });
    expect(code).toBe(2);
    expect(lines).toMatchObject([{ code: 'OutputFolderError', kind: 'not-a-folder' }]);
    expect(await readFile(join(home, 'outputs'), 'utf8')).toBe('a file in its place');
  });

  it('refuses an output folder outside the document’s own', async () => {
    const file = join(home, 'project', 'film.telar.json');
    await mkdir(join(home, 'project'));
    await writeFile(file, JSON.stringify({ telar: 1, output_dir: '../elsewhere', layers: [], units: [] }));
    const { lines } = await telar(['run', file, '--json'], { home });
    expect(lines).toMatchObject([{ code: 'OutputFolderError', kind: 'outside-document' }]);
  });

  it('fails the cell, with what to do, when a model’s folder is missing', async () => {
    const template = JSON.parse(
      await readFile(join(sampleFile, '../../templates/local/telar-mini.json'), 'utf8'),
    ) as object;
    await mkdir(join(home, 'templates', 'local'), { recursive: true });
    const other = { ...template, id: 'local/other', endpoint: 'other', folder: 'not-installed' };
    await writeFile(join(home, 'templates', 'local', 'other.json'), JSON.stringify(other));
    const file = await documentOf({ model: 'local/other' });
    const { code, lines } = await telar(['run', file, '--json'], { home });
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ type: 'run', state: 'failed', failed: 1 });
    expect(lines.at(-2)).toMatchObject({ error: { code: 'ModelNotFoundError', kind: 'missing-folder' } });
  });

  it('adopts a file that somebody put in a cell’s place instead of painting over it', async () => {
    const file = await documentOf({});
    const first = await telar(['run', file, '--json'], { home });
    expect(first.lines.at(-1)).toMatchObject({ done: 1 });
    const picture = await readFile(join(home, 'outputs', 'u1_layer0_image.png'));
    const other = join(home, 'second', 'film.telar.json');
    await mkdir(join(home, 'second', 'outputs'), { recursive: true });
    await writeFile(other, await readFile(file));
    await writeFile(join(home, 'second', 'outputs', 'u1_layer0_image.png'), picture);
    const plan = await telar(['plan', other, '--json'], { home });
    expect(plan.lines[0]?.cells).toMatchObject([{ action: 'skip', why: ['file was put there by hand'] }]);
    expect((await telar(['run', other, '--json'], { home })).lines.at(-1)).toMatchObject({ done: 0, skipped: 1 });
  });
});

describe('the output folder, whatever lies in it', () => {
  async function twoLayers(): Promise<string> {
    const column = (name: string, prompt: string): object => ({
      name,
      asset_type: 'image',
      model: 'local/telar-mini',
      parameters: { prompt, seed: 1 },
    });
    const file = join(home, 'film.telar.json');
    const layers = [column('a', 'a red house'), column('b', 'a blue boat')];
    await writeFile(file, JSON.stringify({ telar: 1, layers, units: [{ id: 'u1' }] }));
    await telar(['run', file, '--json'], { home });
    return file;
  }

  const planned = async (file: string): Promise<unknown> =>
    (await telar(['plan', file, '--json'], { home })).lines[0]?.cells;

  it('does not take another cell’s file for its own after a layer was inserted', async () => {
    const file = await twoLayers();
    const document = JSON.parse(await readFile(file, 'utf8')) as { layers: { name: string; parameters: object }[] };
    const [first] = document.layers;
    document.layers.unshift({ ...first, name: 'sky', parameters: { prompt: 'clouds', seed: 2 } });
    await writeFile(file, JSON.stringify(document));
    expect(await planned(file)).toMatchObject([
      { layerName: 'sky', action: 'run', why: ['no take'] },
      { layerName: 'a', action: 'skip', why: ['up to date'] },
      { layerName: 'b', action: 'skip', why: ['up to date'] },
    ]);
    expect((await telar(['run', file, '--json'], { home })).lines.at(-1)).toMatchObject({ done: 1, skipped: 2 });
  });

  it('names a broken file in a cell’s place, leaves it alone, and runs the others', async () => {
    const file = await twoLayers();
    const broken = join(home, 'outputs', 'u1_layer0_image.png');
    await writeFile(broken, 'hello');
    expect(await planned(file)).toMatchObject([
      { action: 'blocked', failure: { code: 'OutputFolderError', kind: 'not-a-file', place: { file: broken } } },
      { action: 'skip' },
    ]);
    expect((await telar(['run', file, '--json'], { home })).code).toBe(2);
    expect(await readFile(broken, 'utf8')).toBe('hello');
  });

  it('gets a deleted take back from the published copy', async () => {
    const file = await twoLayers();
    const takes = join(home, 'outputs', '.takes');
    for (const name of await readdir(takes)) if (name.endsWith('.png')) await rm(join(takes, name));
    expect((await telar(['run', file, '--json'], { home })).lines.at(-1)).toMatchObject({ done: 0, skipped: 2 });
    expect((await readdir(takes)).filter((name) => name.endsWith('.png'))).toHaveLength(2);
  });

  it('writes nothing for a plan', async () => {
    const file = join(home, 'film.telar.json');
    await writeFile(file, await readFile(sampleFile));
    expect((await telar(['plan', file, '--json'], { home })).lines[0]?.totals).toMatchObject({ run: 12 });
    expect((await telar(['plan', sampleFile, '--json'], { home })).lines[0]?.totals).toMatchObject({ run: 12 });
    expect(await readdir(home)).not.toContain('outputs');
  });
});

it.each([
  ['a unit', ['--unit', 'dwan'], 'Did you mean "dawn"?'],
  ['a cell', ['--cell', 'dawn/plat'], 'Did you mean "dawn/plate"?'],
  ['an output folder', ['--output-dir', ''], 'Name a folder.'],
])('a misspelled name of %s ends with 2, not with an empty success', async (_name, args, hint) => {
  const { code, lines } = await telar(['plan', sampleFile, '--json', ...args], { home });
  expect({ code, line: lines[0] }).toMatchObject({ code: 2, line: { code: 'UsageError', hint } });
});

it('answers at once for a folder that the system will not make', async () => {
  const { code, lines } = await telar(['run', sampleFile, '--output-dir', '/proc/telar', '--json'], { home });
  expect({ code, line: lines[0] }).toMatchObject({ code: 2, line: { code: 'OutputFolderError' } });
});

it('stops quietly when nobody reads its output any more', async () => {
  const child = startTelar(['run', sampleFile, '--output-dir', 'out', '--json'], { home });
  const stderr: string[] = [];
  child.stderr?.on('data', (text: Buffer) => stderr.push(text.toString()));
  const ended = once(child, 'exit');
  await once(child.stdout ?? child, 'data');
  child.stdout?.destroy();
  expect((await ended)[0]).toBe(130);
  expect(stderr.join('')).toBe('');
});

describe('telar doctor', () => {
  it('names versions, execution providers and folders', async () => {
    const { code, lines } = await telar(['doctor', '--json'], { home });
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ type: 'doctor', ok: true, dataFolder: home, onnxruntime: '1.30.0' }]);
    expect(lines[0]?.executionProviders).toContain('cpu');
  });

  it.each([
    ['a database of a newer version', 'newer-version'],
    ['a file that is no database', 'unreadable'],
  ])('says what is wrong with %s and leaves it alone', async (_name, kind) => {
    await telar(['doctor'], { home });
    const file = join(home, 'telar.db');
    if (kind === 'unreadable') await writeFile(file, 'garbage');
    else {
      const database = new SqliteConnection(file);
      database.prepare("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-from-the-future', '')").run();
      database.close();
    }
    const before = await readFile(file);
    const { code, lines, stderr } = await telar(['doctor', '--json'], { home });
    expect({ code, line: lines[0] }).toMatchObject({
      code: 1,
      line: { ok: false, failure: { code: 'DatabaseError', kind } },
    });
    expect(stderr).toContain('what to do:');
    expect(await readFile(file)).toEqual(before);
  });

  it('says so when the data folder cannot be made', async () => {
    await writeFile(join(home, 'file'), '');
    const { code, stderr } = await telar(['doctor'], { home: join(home, 'file', 'data'), cwd: home });
    expect(code).toBe(1);
    expect(stderr).toContain('set TELAR_HOME');
  });
});

it('says which port is taken and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, lines } = await telar(['serve', '--port', String(port), '--json'], { home });
  other.close();
  expect(code).toBe(2);
  expect(lines).toMatchObject([{ type: 'error', code: 'PortInUseError', kind: 'in-use' }]);
  expect(lines[0]?.hint).toContain('--port');
});
