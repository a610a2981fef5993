import { join, resolve } from 'node:path';
import { afterEach } from 'vitest';
import type * as Library from '../../src/main/host/library/index.ts';
import { freshFolder } from '../telar-process.ts';

/** The library as it is built, under the types of its source. */
export const library = (await import(resolve(import.meta.dirname, '../../out/main/library.js'))) as typeof Library;

/** An engine with folders of its own, and all that it told. */
export interface TestEngine {
  engine: Library.LayerInferenceEngine;
  home: string;
  outputDir: string;
  events: Library.LayerEngineEvent[];
}

const open: Library.LayerInferenceEngine[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((engine) => engine.close()));
});

/** Starts an engine that ends with the test. */
export async function startEngine(options: Library.LayerEngineOptions = {}): Promise<TestEngine> {
  const home = options.home ?? (await freshFolder('home'));
  const outputDir = options.outputDir ?? join(home, 'out');
  const events: Library.LayerEngineEvent[] = [];
  const engine = library.createLayerEngine({
    onEvent: (event) => events.push(event),
    baseDir: home,
    ...options,
    home,
    outputDir,
  });
  open.push(engine);
  return { engine, home, outputDir, events };
}

/** Keeps an engine that a test has made itself until the end of the test. */
export function closeLater(engine: Library.LayerInferenceEngine): Library.LayerInferenceEngine {
  open.push(engine);
  return engine;
}
