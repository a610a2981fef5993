import { availableParallelism, totalmem } from 'node:os';
import type { RunId } from '../../shared/base/index.ts';
import type { PlannedCell, RunPlan } from '../../shared/plan/index.ts';
import type { TemplateCatalog } from '../../shared/template/index.ts';
import type { Engine } from '../engine/index.ts';
import type { ResourceNeed } from './resource-pool.ts';

/** Cloud cells of a run at once, where the document says nothing (SPEC §4). */
const defaultCloudThreads = 4;
/** Memory to keep for each local cell, in bytes. */
const bytesPerLocalCell = 4 * 1024 ** 3;

/** Local cells of a run at once: what processors and memory of this machine allow. */
export function defaultLocalThreads(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / bytesPerLocalCell), 4));
}

/**
 * What the cells of a run occupy: a thread of the run, a place at the provider, one of the model where its template limits
 * them (models of this machine always have their own), and the turn of their layer where its cells run one at a time. The schedule orders the turns; that nobody overlaps, also
 * not a cell that the user adds by hand, is sure only here.
 */
export function runNeeds(
  plan: Pick<RunPlan, 'maxThreads'>,
  runKey: RunId | string,
  { engines, templates }: { engines: readonly Engine[]; templates: TemplateCatalog },
): (cell: PlannedCell) => readonly ResourceNeed[] {
  const known = new Map<string, readonly ResourceNeed[]>();
  const localThreads = defaultLocalThreads();

  function needsOf(cell: PlannedCell): ResourceNeed[] {
    const engine = engines.find((each) => each.provider === cell.provider);
    const template = templates.get(cell.model);
    const slots = engine === undefined || template === undefined ? 1 : engine.concurrency(template);
    const isRemote = engine?.kind === 'remote';
    const threads =
      plan.maxThreads !== null
        ? { key: `threads of ${runKey}`, slots: plan.maxThreads }
        : {
            key: `${isRemote ? 'cloud' : 'local'} threads of ${runKey}`,
            slots: isRemote ? defaultCloudThreads : localThreads,
          };
    // A rehearsal works for models of others, whose limits it need not keep.
    const limit = template?.provider === cell.provider ? template.rate_limit?.concurrency : undefined;
    const ofModel = { key: `model ${cell.provider} ${cell.model}`, slots: Math.min(slots, limit ?? slots) };
    const places = isRemote
      ? [{ key: `provider ${cell.provider}`, slots, adapts: true }, ...(limit === undefined ? [] : [ofModel])]
      : [{ ...ofModel, adapts: false }];
    const needs = [threads, ...places];
    return cell.parallel ? needs : [...needs, { key: `turn of ${cell.layerName} in ${runKey}`, slots: 1 }];
  }

  return (cell) => {
    const kind = `${cell.provider} ${cell.model} ${cell.parallel ? '' : cell.layerName}`;
    const needs = known.get(kind) ?? needsOf(cell);
    known.set(kind, needs);
    return needs;
  };
}
