import { join } from 'node:path';
import { CancelledError, UsageError } from '../../../shared/base/index.ts';
import type { MatrixDocument } from '../../../shared/matrix/index.ts';
import { describeCellEvent, describePlan, describeRunEvent } from '../../core/index.ts';
import { askProgram } from './consent.ts';
import { createEventSink } from './event-sink.ts';
import { readOptions } from './options.ts';
import { readLayersDict } from './read-layers-dict.ts';
import { byUnit, throwFailure, toAsset } from './run-outcome.ts';
import { planScopeOf } from './scope.ts';
import type { Asset, CallOptions, LayerEngineOptions, LayerInferenceEngine, Scope } from './engine-interface.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

/** Makes an engine; it starts at its first call and runs until `close`. Throws UsageError for options it does not know. */
export function createLayerEngine(options: LayerEngineOptions = {}): LayerInferenceEngine {
  const settings = readOptions(options);
  const events = createEventSink(settings.onEvent);
  // Stands for the file that the layers did not come from: paths are seen from its folder.
  const file = join(settings.baseDir, 'layersDict');
  let matrix: MatrixDocument | null = null;
  let workplace: Promise<Workplace> | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | null = null;

  function requireMatrix(): MatrixDocument {
    if (matrix !== null) return matrix;
    throw new UsageError('invalid', 'There is nothing to run yet.', { hint: 'Call setLayersDict first.' });
  }

  async function start(): Promise<Workplace> {
    workplace ??= openWorkplace(settings, events.warn);
    try {
      return await workplace;
    } catch (error) {
      workplace = null;
      throw error;
    }
  }

  /** One call after the other: a second one would else join the first one's run and share its fate. */
  function inTurn<T>(work: (workplace: Workplace) => Promise<T>): Promise<T> {
    const result = tail.then(async () => {
      if (closing !== null) throw closed();
      return work(await start());
    });
    // The next one goes ahead whether this worked or not; its own caller hears of the failure.
    tail = result.catch(() => undefined);
    return result;
  }

  async function run(scope: Scope, { signal }: CallOptions): Promise<Asset[]> {
    const wanted = requireMatrix();
    const choices = { ...settings.choices, scope: planScopeOf(scope, wanted) };
    return inTurn(async ({ core }) => {
      const isAborted = (): boolean => signal?.aborted === true;
      if (isAborted()) throw new CancelledError();
      const started = await core.headless.run(
        { file, matrix: wanted },
        choices,
        async (plan) => {
          plan.warnings.forEach(events.warn);
          return askProgram(plan, settings);
        },
        (cell) => events.tell(describeCellEvent(cell)),
      );
      const cancel = (): void => started.cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      if (isAborted()) cancel();
      const record = await started.finished;
      signal?.removeEventListener('abort', cancel);
      events.tell(describeRunEvent(record));
      events.throwFailure();
      throwFailure(record);
      return started.assets().map(toAsset);
    });
  }

  const paths = async (assets: Promise<Asset[]>): Promise<string[]> => (await assets).map((asset) => asset.path);

  return {
    setLayersDict(layersDict) {
      matrix = readLayersDict(layersDict);
    },
    async generate(layersDict, call = {}) {
      if (layersDict !== undefined) matrix = readLayersDict(layersDict);
      const wanted = requireMatrix();
      return byUnit(await run({}, call), wanted);
    },
    generateLayer: (layer, call = {}) => paths(run({ layer }, call)),
    generateUnit: (unit, call = {}) => paths(run({ unit }, call)),
    async generateSingle(unit, layer, call = {}) {
      const [path] = await paths(run({ unit, layer }, call));
      if (path === undefined) throw new Error(`the cell ${unit}/${layer} succeeded without a take`);
      return path;
    },
    async plan(scope = {}) {
      const wanted = requireMatrix();
      const choices = { ...settings.choices, scope: planScopeOf(scope, wanted) };
      return inTurn(async ({ core }) => describePlan(await core.headless.plan({ file, matrix: wanted }, choices)));
    },
    close() {
      // A run that goes on is ended by the core, so its call settles too.
      closing ??= workplace === null ? Promise.resolve() : workplace.then((each) => each.close());
      return closing;
    },
  };
}

function closed(): Error {
  return new UsageError('invalid', 'This engine is closed.', { hint: 'Make a new one.' });
}
