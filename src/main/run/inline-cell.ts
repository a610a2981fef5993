import { rm } from 'node:fs/promises';
import type { Take } from '../../shared/artifact/index.ts';
import { noCost } from '../../shared/base/index.ts';
import type { InlineEngine } from '../engine/index.ts';
import type { ExecutionOptions } from './cell-executor.ts';
import { cellFileOf, withFiles, type PreparedCell } from './prepare-cell.ts';
import type { RunResources } from './run-resources.ts';

/** Lets an engine of this machine make the take. */
export async function runInlineCell(
  prepared: PreparedCell,
  engine: InlineEngine,
  { takes }: RunResources,
  { runId, signal, onEvent }: ExecutionOptions,
): Promise<Take> {
  const { cell, template, recipe } = prepared;
  const outputFile = takes.newPartFile(cell.extension);
  const startedAt = performance.now();
  try {
    const parameters = withFiles(prepared, (file) => file.path);
    const result = await engine.run({ label: cell.key, template, parameters, outputFile }, { signal, onEvent });
    return await takes.add(cellFileOf(cell), outputFile, {
      model: cell.model,
      recipe,
      prompt: typeof parameters.prompt === 'string' ? parameters.prompt : null,
      seed: result.seed,
      durationMs: Math.round(performance.now() - startedAt),
      costMicroUsd: noCost,
      runId,
    });
  } finally {
    await rm(outputFile, { force: true });
  }
}
