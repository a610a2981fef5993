import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LayersDict } from '../../src/main/host/library/index.ts';
import { brokenPicture } from '../cli/story.ts';
import { freshFolder } from '../telar-process.ts';
import { closeLater, library, startEngine } from './engines.ts';
import { basic, crossUnit, formsOf, picture, pictures } from './stories.ts';

const { LayerDependencyError, ConfirmationRequiredError, MatrixFormatError, UsageError } = library;

/** What a call rejects with. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => expect.fail(`it did not fail but answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
}

describe('the order of units', () => {
  const story = pictures('10', '2', 'b', '1');
  it.each(formsOf(story))('is kept by %s', async (form, layersDict) => {
    const { engine } = await startEngine({ rehearse: true });
    const units = (await engine.generate(layersDict)).map(([unit]) => unit);
    // An object has no other order: JavaScript sorts keys that look like whole numbers.
    expect(units).toEqual(form === 'an object' ? ['1', '2', '10', 'b'] : ['10', '2', 'b', '1']);
    expect((await engine.generateLayer(0)).map((path) => basename(path))).toEqual(
      units.map((unit) => `${unit}_layer0_image.png`),
    );
  });
});

it('takes a native document, as an object or a text, with its names, variables and left-out cells', async () => {
  const document = {
    telar: 1,
    vars: { colour: 'red' },
    layers: [
      { name: 'plate', ...picture({ prompt: 'a {{vars.colour}} house' }) },
      { name: 'print', ...picture({ prompt: 'x', image: '{{layers.plate.path}}' }) },
    ],
    units: [{ id: 'u1' }, { id: 'u2', cells: { print: null } }],
  };
  for (const layersDict of [document, JSON.stringify(document)]) {
    const { engine } = await startEngine();
    const result = await engine.generate(layersDict);
    expect(result.map(([unit, assets]) => [unit, assets.map((asset) => asset.layerName)])).toEqual([
      ['u1', ['plate', 'print']],
      ['u2', ['plate']],
    ]);
    expect(result[0]?.[1][0]?.prompt).toBe('a red house');
    expect((await engine.generateLayer('print')).map((path) => basename(path))).toEqual(['u1_layer1_image.png']);
  }
});

describe('a scope never widens', () => {
  it('refuses a cell whose upstream was not made, and names it', async () => {
    const { engine, outputDir } = await startEngine({ rehearse: true });
    engine.setLayersDict(basic);
    for (const call of [() => engine.generateLayer(1), () => engine.generateSingle('unit1', 1)]) {
      const error = await failureOf(call());
      expect(error).toBeInstanceOf(LayerDependencyError);
      expect(error).toMatchObject({
        kind: 'missing-take',
        place: { unit: 'unit1', layer: 'layer1' },
        values: { cell: 'unit1/layer0' },
      });
    }
    expect(existsSync(outputDir)).toBe(false);
  });

  it('refuses a file parameter whose file is not there', async () => {
    const { engine } = await startEngine();
    engine.setLayersDict([['u1', [picture({ prompt: 'x', image: 'photo.png' })]]]);
    expect(await failureOf(engine.generateSingle('u1', 0))).toMatchObject({
      code: 'LayerDependencyError',
      kind: 'missing-file',
    });
  });
});

const circle: [string, ReturnType<typeof picture>[]][] = [
  ['a', [picture({ prompt: 'x', image: '{{next_unit.layers.0.path}}' })]],
  ['b', [picture({ prompt: 'x', image: '{{prev_unit.layers.0.path}}' })]],
];

it.each([
  ['a circle', circle, { kind: 'cycle', values: { path: 'a/layer0 → b/layer0 → a/layer0' } }],
  [
    'a previous unit of the first',
    [['a', [picture({ prompt: '{{prev_unit.layers.0.path}}' })]]],
    { kind: 'no-previous-unit' },
  ],
  ['a layer that is not there', [['a', [picture({ prompt: '{{layers.9.path}}' })]]], { kind: 'unknown-layer' }],
] as [string, LayersDict, object][])('refuses %s before anything runs', async (_name, layersDict, expected) => {
  const { engine, events, outputDir } = await startEngine();
  const error = await failureOf(engine.generate(layersDict));
  expect(error).toBeInstanceOf(LayerDependencyError);
  expect(error).toMatchObject({ code: 'LayerDependencyError', ...expected });
  expect(events).toEqual([]);
  expect(existsSync(outputDir)).toBe(false);
});

it('leaves unresolvable references out with a warning when it is not strict', async () => {
  const story: LayersDict = [['a', [picture({ prompt: 'x {{prev_unit.layers.0.path}}', image: '{{layers.9.path}}' })]]];
  const strict = await startEngine({ strict: true });
  expect(await failureOf(strict.engine.generate(story))).toBeInstanceOf(LayerDependencyError);
  const lenient = await startEngine({ strict: false });
  const [[, [asset]] = ['', []]] = await lenient.engine.generate(story);
  expect(asset?.prompt).toBe('x ');
  const warnings = lenient.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
  expect(warnings.join(' ')).toMatch(/prompt.*image|image.*prompt/);
});

describe('money', () => {
  const providers = { replicate: { token: 'test-token', baseUrl: 'http://127.0.0.1:9/v1' } };

  it('is not spent unless somebody says yes', async () => {
    const { engine } = await startEngine({ providers });
    expect(await failureOf(engine.generate(crossUnit))).toBeInstanceOf(ConfirmationRequiredError);
  });

  it.each([[false], [Promise.resolve(false)]])('asks with the price, and takes %s for no', async (answer) => {
    const asked: object[] = [];
    const { engine } = await startEngine({
      providers,
      confirm(price) {
        asked.push(price);
        return answer;
      },
    });
    expect(await failureOf(engine.generate(crossUnit))).toBeInstanceOf(ConfirmationRequiredError);
    const { totals } = await engine.plan();
    expect(asked).toEqual([{ lowUsd: totals.lowUsd, highUsd: totals.highUsd, cells: 2, unknownModels: [] }]);
    expect(totals.highUsd).toBeGreaterThan(0);
  });

  it('keeps to a budget whatever was confirmed', async () => {
    const { engine } = await startEngine({ providers, budgetUsd: 0.001, confirm: () => true });
    expect(await failureOf(engine.generate(crossUnit))).toMatchObject({ code: 'BudgetExceededError' });
  });

  it('needs a key', async () => {
    const { engine } = await startEngine({ providers: { replicate: { token: null } }, confirm: () => true });
    expect(await failureOf(engine.generate(crossUnit))).toMatchObject({ code: 'ProviderUnavailableError' });
  });
});

it('rejects with the failure of the cell that failed first, and keeps what was finished', async () => {
  const { engine, home, outputDir } = await startEngine({ onError: 'continue', maxThreads: 1 });
  await mkdir(join(home, 'in'));
  await writeFile(join(home, 'in', 'broken.png'), brokenPicture);
  const error = await failureOf(
    engine.generate([
      ...pictures('good'),
      ['bad', [picture({ prompt: 'x', image: 'in/broken.png' })]],
      ...pictures('late'),
    ]),
  );
  expect(error).toBeInstanceOf(library.TelarError);
  expect(error).toMatchObject({ place: { unit: 'bad', layer: 'layer0' } });
  expect((await readdir(outputDir)).filter((name) => name.endsWith('.png'))).toEqual([
    'good_layer0_image.png',
    'late_layer0_image.png',
  ]);
});

describe('overwriting', () => {
  it.each([
    ['stale', 0],
    ['never', 0],
    ['always', 1],
  ] as const)('%s makes %i of 1 cell again', async (overwrite, done) => {
    const { engine, home, outputDir } = await startEngine();
    await engine.generate(pictures('u1'));
    await engine.close();
    const again = await startEngine({ overwrite, home, outputDir });
    await again.engine.generate(pictures('u1'));
    expect(again.events.at(-1)).toMatchObject({ type: 'run', done });
  });

  it('keeps a changed cell as it is with `never`', async () => {
    const { engine, home, outputDir } = await startEngine({ overwrite: 'never' });
    await engine.generate(pictures('u1'));
    const [[, [asset]] = ['', []]] = await engine.generate([['u1', [picture({ prompt: 'another' })]]]);
    expect(asset?.prompt).toBe('a house for u1');
    await engine.close();
    const next = await startEngine({ home, outputDir });
    const [[, [redone]] = ['', []]] = await next.engine.generate([['u1', [picture({ prompt: 'another' })]]]);
    expect(redone?.prompt).toBe('another');
  });
});

it('does one call after the other, also when they are made at once', async () => {
  const { engine, events } = await startEngine({ rehearse: true });
  engine.setLayersDict(basic);
  const [first, second] = await Promise.all([engine.generateLayer(0), engine.generateLayer(1)]);
  expect([first.length, second.length]).toEqual([1, 1]);
  expect(events.filter((event) => event.type === 'run')).toHaveLength(2);
});

describe('ending', () => {
  it('cancels by a signal', async () => {
    const stop = new AbortController();
    const { engine } = await startEngine({ onEvent: (event) => event.type === 'cell' && stop.abort() });
    const error = await failureOf(engine.generate(pictures('a', 'b', 'c'), { signal: stop.signal }));
    expect(error).toBeInstanceOf(library.CancelledError);
    expect(await failureOf(engine.generateLayer(0, { signal: stop.signal }))).toBeInstanceOf(library.CancelledError);
  });

  it('settles the call that goes on, refuses later ones, and may be said twice', async () => {
    const started = Promise.withResolvers<undefined>();
    const { engine } = await startEngine({ onEvent: () => started.resolve(undefined) });
    const call = failureOf(engine.generate(pictures('a', 'b', 'c', 'd')));
    await started.promise;
    await Promise.all([engine.close(), engine.close()]);
    expect(await call).toBeInstanceOf(library.CancelledError);
    expect(await failureOf(engine.generateLayer(0))).toBeInstanceOf(UsageError);
  });

  it('removes the temporary folder that it has announced', async () => {
    const warnings: string[] = [];
    const home = await freshFolder('home');
    const engine = closeLater(
      library.createLayerEngine({
        home,
        rehearse: true,
        onEvent: (event) => event.type === 'warning' && warnings.push(event.message),
      }),
    );
    const [[, [asset]] = ['', []]] = await engine.generate(pictures('u1'));
    const folder = dirname(asset?.path ?? '');
    expect(warnings).toEqual([expect.stringContaining(folder)]);
    expect(existsSync(asset?.path ?? '')).toBe(true);
    await engine.close();
    expect(existsSync(folder)).toBe(false);
  });
});

it('rejects with what the program’s own listener throws, after the run', async () => {
  const { engine, outputDir } = await startEngine({
    onEvent() {
      throw new Error('mine');
    },
  });
  expect(await failureOf(engine.generate(pictures('u1')))).toMatchObject({ message: 'mine' });
  expect(existsSync(join(outputDir, 'u1_layer0_image.png'))).toBe(true);
});

const deep = { a: {} };
let inner: { a?: object } = deep.a;
for (let level = 0; level < 100_000; level += 1) inner = inner.a = {};
const round: Record<string, unknown> = {};
round.self = round;

it.each([
  ['not a number', { prompt: 'x', strength: Number.NaN }],
  ['infinity', { prompt: 'x', strength: Infinity }],
  ['a big integer', { prompt: 'x', seed: 10n }],
  ['an integer that would change', { prompt: 'x', seed: 2 ** 60 }],
  ['minus zero', { prompt: 'x', strength: -0 }],
  ['a date', { prompt: new Date() }],
  ['a function', { prompt: () => 'x' }],
  ['a hole in a list', { prompt: 'x', list: [undefined] }],
  ['a value that contains itself', { prompt: 'x', round }],
  ['a value of 100,000 levels', { prompt: 'x', deep }],
  ['a key that changes what an object is', JSON.parse('{"prompt":"x","__proto__":{"a":1}}')],
  ['half a character', { prompt: '\ud800' }],
])('refuses %s as a file of the same content would be', async (_name, parameters) => {
  const { engine } = await startEngine();
  expect(() => engine.setLayersDict([['u1', [picture(parameters as Record<string, unknown>)]]])).toThrow(
    MatrixFormatError,
  );
});

it.each([
  ['the same unit twice', [...pictures('u1'), ...pictures('u1')], 'duplicate-key'],
  ['a unit id that is a path', pictures('../u1'), 'schema'],
  ['a text that is no JSON', 'units', 'not-json'],
  ['no unit at all', new Map(), 'schema'],
  ['a newer document', { telar: 99, layers: [], units: [] }, 'newer-version'],
] as [string, LayersDict, string][])('refuses %s', async (_name, layersDict, kind) => {
  const { engine } = await startEngine();
  const failed = await failureOf(engine.generate(layersDict));
  expect(failed).toBeInstanceOf(MatrixFormatError);
  expect(failed).toMatchObject({ kind });
});

it.each([
  ['nothing to run', (engine) => engine.generate()],
  ['a layer that is not there', (engine) => engine.generateLayer(7)],
  ['a negative layer', (engine) => engine.generateLayer(-1)],
  ['a name that no layer has', (engine) => engine.generateLayer('sky')],
  ['a unit that is not there', (engine) => engine.generateUnit('u9')],
  ['an id that no unit can have', (engine) => engine.generateSingle('../u1', 0)],
] as [string, (engine: ReturnType<typeof library.createLayerEngine>) => Promise<unknown>][])(
  'says what is wrong about %s',
  async (name, call) => {
    const { engine } = await startEngine();
    if (name !== 'nothing to run') engine.setLayersDict(pictures('u1'));
    expect(await failureOf(call(engine))).toBeInstanceOf(UsageError);
  },
);

it.each([
  [{ outputdir: 'x' }, 'outputdir'],
  [{ maxThreads: 0 }, 'maxThreads'],
  [{ budgetUsd: -1 }, 'budgetUsd'],
  [{ overwrite: 'sometimes' }, 'overwrite'],
  [{ confirm: true }, 'confirm'],
])('refuses the options %j', (options, name) => {
  expect(() => library.createLayerEngine(options as object)).toThrow(new RegExp(name));
});

it('does not read a file outside its folders, also through a link', async () => {
  const { engine, home } = await startEngine();
  const secret = join(await freshFolder('secret'), 'secret.png');
  await writeFile(secret, 'x');
  await symlink(secret, join(home, 'link.png'));
  for (const image of [secret, 'link.png']) {
    const story: LayersDict = [['u1', [picture({ prompt: 'x', image })]]];
    expect(await failureOf(engine.generate(story))).toBeInstanceOf(library.TelarError);
  }
});
