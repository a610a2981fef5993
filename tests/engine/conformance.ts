import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaTypeOfExtension } from '../../src/shared/artifact/index.ts';
import { CancelledError, type JsonObject } from '../../src/shared/base/index.ts';
import type { InlineEngine, EngineEvent, EngineResult } from '../../src/main/engine/index.ts';
import type { ModelTemplate } from '../../src/shared/template/index.ts';
import { freshFolder } from '../telar-process.ts';

/** An engine with a small job that it can do here and now. */
export interface EngineUnderTest {
  engine: InlineEngine;
  template: ModelTemplate;
  extension: string;
  parameters: JsonObject;
  /** Whether two files are the same result; equal bytes by default. */
  isSame?: (a: Buffer, b: Buffer) => Promise<boolean>;
  dispose(): Promise<void>;
}

/** How files of a media type begin, from which byte on. */
const beginnings: Record<string, readonly [number, string]> = {
  'image/png': [0, '\x89PNG'],
  'image/jpeg': [0, '\xff\xd8\xff'],
  'image/webp': [8, 'WEBP'],
  'video/mp4': [4, 'ftyp'],
  'audio/wav': [8, 'WAVE'],
  'audio/mpeg': [0, '\xff\xf3'],
  'text/plain': [0, '['],
};

/** What every engine that works while it is waited for has to keep. */
export function describeInlineEngine(name: string, start: () => Promise<EngineUnderTest>): void {
  describe(`engine conformance: ${name}`, () => {
    let subject: EngineUnderTest;
    let folder: string;
    beforeAll(async () => {
      folder = await freshFolder('conformance');
      subject = await start();
    });
    afterAll(() => subject.dispose());

    let count = 0;
    const newFile = (): string => join(folder, `${(count += 1)}.${subject.extension}.part`);

    async function make(
      options: { seed?: number; file?: string; signal?: AbortSignal; onEvent?: (event: EngineEvent) => void } = {},
    ): Promise<{ bytes: Buffer; result: EngineResult }> {
      const outputFile = options.file ?? newFile();
      const parameters = { ...subject.parameters, ...(options.seed === undefined ? {} : { seed: options.seed }) };
      const job = { template: subject.template, parameters, label: 'u1/plate', outputFile, newOutputFile: newFile };
      const signal = options.signal ?? new AbortController().signal;
      const result = await subject.engine.run(job, { signal, onEvent: options.onEvent ?? (() => undefined) });
      return { bytes: await readFile(outputFile), result };
    }

    it('makes a file of the type it announces', async () => {
      const { bytes, result } = await make({ seed: 1 });
      expect(result).toMatchObject({
        assetType: subject.template.output.asset_type,
        mediaType: mediaTypeOfExtension(subject.extension),
        seed: '1',
      });
      const [at, beginning] = beginnings[result.mediaType]!;
      expect(bytes.toString('latin1', at, at + beginning.length)).toBe(beginning);
      expect(Object.values(result.timings).every((ms) => ms >= 0)).toBe(true);
    });

    it('counts its steps up to the last one', async () => {
      const events: EngineEvent[] = [];
      await make({ seed: 1, onEvent: (event) => events.push(event) });
      const progress = events.flatMap((event) => (event.type === 'progress' ? [event] : []));
      const steps = progress[0]!.steps;
      expect(progress).toEqual(Array.from({ length: steps }, (_, i) => ({ type: 'progress', step: i + 1, steps })));
    });

    it('gives the same for the same job, and something else for another seed', async () => {
      const isSame = subject.isSame ?? (async (a: Buffer, b: Buffer) => a.equals(b));
      const [first, again, other] = [await make({ seed: 5 }), await make({ seed: 5 }), await make({ seed: 6 })];
      expect(await isSame(first.bytes, again.bytes)).toBe(true);
      expect(await isSame(first.bytes, other.bytes)).toBe(false);
    });

    it('names the seed it drew, with which the result can be made again', async () => {
      const { result } = await make();
      expect(result.seed).toMatch(/^\d{1,10}$/);
    });

    it.each(['before it starts', 'during its first step'])('leaves no file when cancelled %s', async (moment) => {
      const abort = new AbortController();
      if (moment === 'before it starts') abort.abort();
      const file = newFile();
      const made = make({ file, signal: abort.signal, onEvent: () => abort.abort() });
      await expect(made).rejects.toBeInstanceOf(CancelledError);
      expect(existsSync(file)).toBe(false);
    });

    it('does several jobs at once without mixing them up', async () => {
      expect(subject.engine.concurrency(subject.template)).toBeGreaterThan(0);
      const made = await Promise.all([11, 12, 11].map((seed) => make({ seed })));
      const isSame = subject.isSame ?? (async (a: Buffer, b: Buffer) => a.equals(b));
      expect(made.map(({ result }) => result.seed)).toEqual(['11', '12', '11']);
      expect(await isSame(made[0]!.bytes, made[2]!.bytes)).toBe(true);
    });
  });
}
