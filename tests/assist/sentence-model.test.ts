import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLoraSimilarity } from '../../src/main/assist/loras/lora-similarity.ts';
import { sentenceVectors } from '../../src/main/assist/loras/text-vectors.ts';
import { sentenceModelIn } from '../../src/main/core/sentence-model.ts';
import { createLocalEngine, type LocalEngine } from '../../src/main/engine/index.ts';
import { createPictureProcess, type PictureProcess } from '../../src/main/picture/index.ts';
import type { Similarity } from '../../src/shared/assist/index.ts';
import { CancelledError } from '../../src/shared/base/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { sentenceGraph, writeSentenceModel } from '../fakes/models/sentence-model.ts';
import { freshFolder } from '../telar-process.ts';
import { analysisOf } from './analysis-of.ts';
import { lora } from './catalogue.ts';

let engine: LocalEngine;
let picture: PictureProcess;
let folder: string;
beforeAll(() => {
  const launcher = createSourceLauncher();
  picture = createPictureProcess(launcher);
  engine = createLocalEngine({ launcher, picture, modelFolders: [] });
});
afterAll(async () => {
  await engine.dispose();
  await picture.dispose();
});
beforeEach(async () => {
  folder = join(await freshFolder('sentences'), 'sentence-model');
  await writeSentenceModel(folder);
});

const wet = lora('wet', { description: 'ocean waves' });
const dry = lora('dry', { description: 'desert sand' });
const compare = (prompt = 'the sea', timeoutMs = 60_000, signal = new AbortController().signal): Promise<Similarity> =>
  createLoraSimilarity().compare(analysisOf(prompt), [wet, dry], [sentenceVectors(sentenceModelIn(folder, engine))], {
    signal,
    timeoutMs,
  });

describe('a sentence model that is installed', () => {
  it('finds what is meant and not written, the same each time', async () => {
    const first = await compare();
    expect(first).toMatchObject({ by: 'onnx', fallback: null });
    expect(first.values[0]).toBeGreaterThan(0.99);
    expect(first.values[1]).toBeLessThan(0.2);
    await engine.restart();
    expect(await compare()).toEqual(first);
  });

  it('reads as far as its row, and by the first token where its export says so', async () => {
    const embed = (text: string) => engine.embed(folder, [text], { signal: new AbortController().signal });
    const far = `${'sea '.repeat(6)}${'desert '.repeat(500)}`;
    expect(await embed(far)).toEqual([[expect.closeTo(0.75, 6), 0]]);
    await mkdir(join(folder, '1_Pooling'));
    await writeFile(join(folder, '1_Pooling', 'config.json'), '{"pooling_mode_cls_token": true}');
    expect(await embed('desert')).toEqual([[0, 0]]);
  });

  it('takes effect as soon as it is replaced or removed', async () => {
    expect((await compare()).by).toBe('onnx');
    await rm(folder, { recursive: true });
    expect(await compare()).toMatchObject({ by: 'lexical', fallback: null });
  });
});

describe('a sentence model that does not work is said, and words are compared', () => {
  const broken: [string, string, string | Uint8Array | null, object][] = [
    ['has no graph', 'model.onnx', null, { code: 'ModelNotFoundError', kind: 'missing-file' }],
    ['has no tokenizer', 'tokenizer.json', null, { code: 'ModelNotFoundError', kind: 'missing-file' }],
    ['has half a tokenizer', 'tokenizer.json', '{"model": {', { code: 'ModelNotFoundError', kind: 'unreadable-model' }],
    ['has another tokenizer', 'tokenizer.json', '{}', { code: 'ModelNotFoundError', kind: 'unreadable-model' }],
    ['is no ONNX file', 'model.onnx', 'photo'.repeat(99), { code: 'ModelFileError' }],
    ['is cut off', 'model.onnx', sentenceGraph().slice(0, 90), { code: 'ModelFileError' }],
    ['lacks the rows of its words', 'model.onnx', sentenceGraph(2), { kind: 'unreadable-model' }],
  ];
  it.each(broken)('%s', async (_what, name, content, failure) => {
    await rm(join(folder, name));
    if (content !== null) await writeFile(join(folder, name), content);
    const { by, values, fallback } = await compare('ocean waves');
    expect({ by, values, fallback }).toMatchObject({ by: 'lexical', fallback: failure });
    expect(values[0]).toBeGreaterThan(values[1] ?? 1);
  });

  it('answers nothing in time', async () => {
    expect(await compare('the sea', 1)).toMatchObject({
      by: 'lexical',
      fallback: { code: 'TimeLimitError', kind: 'comparing', values: { limit: 0.1 } },
    });
  });

  it('but not after a cancel', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(compare('a quiet sea', 60_000, abort.signal)).rejects.toBeInstanceOf(CancelledError);
  });
});
