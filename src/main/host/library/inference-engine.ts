import { CancelledError, jsonObject, toUsd, UsageError, type JsonObject } from '../../../shared/base/index.ts';
import { describeCellEvent, type Core } from '../../core/index.ts';
import { historyQuery } from '../../../shared/contract/index.ts';
import { askProgram } from './consent.ts';
import { createEventSink } from './event-sink.ts';
import type { InferenceEngine, InferenceEngineOptions, InferenceParameters } from './inference-interface.ts';
import { toHistoryEntry, totalsOf } from './inference-records.ts';
import { toInferenceResult } from './inference-result.ts';
import { jsonText } from './json-text.ts';
import { readOptions } from './options.ts';
import { startLibraryCore } from './workplace.ts';

/** What only the engine of matrices takes. */
const notHere = ['outputDir', 'maxThreads', 'strict', 'overwrite', 'onError'];

/** Makes an engine; it starts at its first call and runs until `close`. Throws UsageError for options it does not know. */
export function createInferenceEngine(options: InferenceEngineOptions = {}): InferenceEngine {
  const stray = Object.keys(options).find((name) => notHere.includes(name));
  if (stray !== undefined) throw usage(`The option ${stray} belongs to createLayerEngine.`, 'Leave it out.');
  const settings = readOptions(options);
  const events = createEventSink(settings.onEvent);
  const { baseDir } = settings;
  const { rehearse } = settings.choices;
  const closing = new AbortController();
  const going = new Set<Promise<unknown>>();
  let starting: Promise<Core> | null = null;

  async function start(): Promise<Core> {
    if (closing.signal.aborted) throw usage('This engine is closed.', 'Make a new one.');
    starting ??= startLibraryCore(settings);
    try {
      return await starting;
    } catch (error) {
      starting = null;
      throw error;
    }
  }

  /** Keeps a call until its end, so that `close` waits for it. */
  function track<T>(work: (core: Core) => Promise<T>): Promise<T> {
    const result = start().then(work);
    const kept = result.catch(() => undefined);
    going.add(kept);
    return result.finally(() => going.delete(kept));
  }

  return {
    infer: (model, parameters, { signal } = {}) =>
      track(async ({ inference }) => {
        if (signal?.aborted === true) throw new CancelledError();
        const outcome = await inference.infer(
          model,
          readParameters(parameters),
          async (plan) => {
            plan.warnings.forEach(events.warn);
            return askProgram(plan, settings);
          },
          {
            baseDir,
            rehearse,
            ...(signal === undefined ? {} : { signal }),
            onCell: (cell) => events.tell(describeCellEvent(cell)),
          },
        );
        events.throwFailure();
        return toInferenceResult(outcome);
      }),
    estimate: (model, parameters) =>
      track(async ({ inference }) => {
        const { price } = await inference.plan(model, readParameters(parameters), { baseDir, rehearse });
        const { lowMicroUsd, highMicroUsd, isKnown, basis } = price;
        return { lowUsd: toUsd(lowMicroUsd), highUsd: toUsd(highMicroUsd), isKnown, basis };
      }),
    listModels: (outputType) => track(({ inference }) => inference.models(outputType)),
    modelInfo: (model) =>
      track(async ({ inference }) => {
        const { id, title, provider, version, output, capabilities, description, parameters, cost } =
          inference.template(model);
        const outputType = output.asset_type;
        return { id, title, provider, outputType, capabilities, description, version, parameters, cost };
      }),
    history: (limit = 100) =>
      track(async ({ history }) => {
        const query = historyQuery.safeParse({ limit });
        if (!query.success) throw usage(`${limit} is no number of inferences.`, 'Use a whole number from 1 to 1000.');
        return history.list(query.data).items.map(toHistoryEntry);
      }),
    totals: () => track(async ({ costs }) => totalsOf(costs)),
    resume: ({ signal } = {}) =>
      track(async ({ inference }) => {
        const results = [];
        for (const { file } of await inference.open()) {
          results.push(toInferenceResult(await inference.resume(file, signal === undefined ? {} : { signal })));
        }
        return results;
      }),
    async close() {
      closing.abort();
      // A run that goes on is ended by the core, so its call settles too.
      await starting?.then((core) => core.close());
      await Promise.all(going);
    },
  };
}

/** Parameters as a document would hold them. Throws MatrixFormatError for what JSON cannot say. */
function readParameters(parameters: InferenceParameters): JsonObject {
  const parsed = jsonObject.safeParse(JSON.parse(jsonText(parameters)));
  if (parsed.success) return parsed.data;
  throw usage('The parameters are no object.', 'Pass the values by their names.');
}

function usage(what: string, hint: string): Error {
  return new UsageError('invalid', what, { hint });
}
