import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Take } from '../../shared/artifact/index.ts';
import { noCost, takeId } from '../../shared/base/index.ts';
import type { TakeFacts } from '../artifact/index.ts';
import type { InlineEngine } from '../engine/index.ts';
import type { ExecutionOptions } from './cell-executor.ts';
import { awaitTurn } from './await-turn.ts';
import { cellFileOf, withFiles, type PreparedCell } from './prepare-cell.ts';
import type { RunResources, RunTerms } from './run-resources.ts';
import { withinTime } from './time-limit.ts';

/**
 * Lets an engine of this machine make the take, and those beside it where a call makes several. Throws TimeLimitError for
 * one that takes longer than it may; what it had made by then goes.
 */
export async function runInlineCell(
  prepared: PreparedCell,
  engine: InlineEngine,
  resources: RunResources,
  options: ExecutionOptions,
  { maxSeconds }: RunTerms,
): Promise<Take> {
  const { takes, clock } = resources;
  const { runId, signal, onEvent } = options;
  const { cell, template, recipe } = prepared;
  const written: string[] = [];
  const newOutputFile = (): string => {
    const file = takes.newPartFile(cell.extension);
    written.push(file);
    return file;
  };
  const outputFile = newOutputFile();
  try {
    await awaitTurn(prepared, resources, options);
    const startedAt = performance.now();
    const parameters = withFiles(prepared, (file) => file.path);
    const job = { label: cell.key, template, parameters, outputFile, newOutputFile };
    const {
      seed,
      further = [],
      notes = [],
    } = await withinTime({ maxSeconds, clock, signal }, (limited) => engine.run(job, { signal: limited, onEvent }));
    for (const text of notes) onEvent({ type: 'noticed', notice: { kind: 'engine-note', text: text.slice(0, 2_000) } });
    const durationMs = Math.round(performance.now() - startedAt);
    const facts = (ownSeed: string | null): TakeFacts => ({
      model: cell.model,
      recipe,
      prompt: typeof parameters.prompt === 'string' ? parameters.prompt : null,
      seed: ownSeed,
      durationMs,
      costMicroUsd: noCost,
      runId,
    });
    const id = takeId.parse(randomUUID());
    // The picked one last, as with remote jobs: when it is there, so are the others.
    for (const [index, each] of [...further.entries()].reverse()) {
      const own = { id: takeId.parse(`${id}-${index + 2}`), isPicked: false };
      await takes.add(cellFileOf(cell), each.file, facts(each.seed), own);
    }
    return await takes.add(cellFileOf(cell), outputFile, facts(seed), { id });
  } finally {
    for (const file of written) await rm(file, { force: true });
  }
}
