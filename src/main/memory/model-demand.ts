import { basename } from 'node:path';
import type { EngineSettings, ExecutionProvider, OffloadStrategy, Precision } from '../../shared/local-engine/index.ts';
import { componentUse, workingBytes, type JobSize } from './estimate.ts';
import type { LearnedMemory } from './learned.ts';
import type { ModelDemand } from './memory-pool.ts';
import { isWithin, type MemoryUse } from './memory-use.ts';
import { findGraph, precisionsOf, type GraphFile } from './model-files.ts';
import { readModelShape } from './model-shape.ts';
import { peakUse, strategiesFrom } from './strategy.ts';

/** Folders of the components that a model may have. */
const componentNames = ['text_encoder', 'text_encoder_2', 'unet', 'vae_decoder', 'vae_encoder'] as const;

/** A model's demand with the files it comes from. */
export interface FileDemand extends ModelDemand {
  precision: Precision;
  graphs: ReadonlyMap<string, GraphFile>;
  /** Names this model with these weights on this provider in the learned readings. */
  learnedKey: string;
  /** Whether earlier readings replaced the rules. */
  isMeasured: boolean;
  /** Whether the readings alone would refuse the model: the rules stand in their place, and it is used with most care. */
  isDoubted: boolean;
}

export interface DemandTerms {
  provider: ExecutionProvider;
  learned: LearnedMemory;
  /** Null = the model's usual picture. */
  size: JobSize | null;
}

/** The key of a job's size in the learned readings. */
export function sizeKey({ width, height, batch }: JobSize): string {
  return `${width}x${height}x${batch}`;
}

/**
 * What a model takes in one precision; components that lack it are taken in the nearest one. A reading may have been of a
 * bad moment (memory that was not given back yet counts too), and a model that is refused is never read again: where only
 * the readings say that it does not fit, the rules are believed and the most careful strategy is taken.
 */
async function demandIn(
  precision: Precision,
  modelFolder: string,
  terms: DemandTerms,
  room: MemoryUse,
): Promise<FileDemand> {
  const { provider, learned } = terms;
  const { shape, usual } = await readModelShape(modelFolder);
  const found = await Promise.all(componentNames.map((name) => findGraph(modelFolder, name, precision)));
  const graphs = new Map(found.flatMap((graph) => (graph === null ? [] : [[graph.name, graph]])));
  const fileBytes = [...graphs.values()].reduce((sum, each) => sum + each.graphBytes + each.externalBytes, 0);
  const learnedKey = [modelFolder, precision, provider, fileBytes].join('|');
  const size = terms.size ?? usual;
  const isOnProcessor = provider === 'cpu';
  const common = { id: modelFolder, title: basename(modelFolder), precision, graphs, learnedKey };

  const work = workingBytes(shape, size);
  const ruled = {
    components: [...graphs.values()].map((each) => ({
      ...{ name: each.name, version: '' },
      use: componentUse(each, provider),
    })),
    working: isOnProcessor ? { ram: work, vram: 0 } : { ram: 0, vram: work },
  };
  const byRules: FileDemand = { ...common, ...ruled, isMeasured: false, isDoubted: false };
  // Readings are of the process, which is no measure of a graphics card.
  if (!isOnProcessor) return byRules;

  const readings = [...graphs.keys()].map((name) => learned.component(learnedKey, name));
  const workReading = learned.working(learnedKey, sizeKey(size));
  const measured: FileDemand = {
    ...common,
    components: ruled.components.map((each, index) => ({ ...each, use: ramOr(readings[index], each.use) })),
    working: ramOr(workReading, ruled.working),
    isMeasured: [workReading, ...readings].every((reading) => reading !== null),
    isDoubted: false,
  };
  const fits = (demand: ModelDemand): boolean => fittingStrategy(demand, 'aggressive', room) !== null;
  if (fits(measured) || !fits(byRules)) return measured;
  return { ...byRules, highest: 'aggressive', isDoubted: true };
}

/** A reading of the process in the place of a rule, where there is one. */
function ramOr(reading: number | null | undefined, rule: MemoryUse): MemoryUse {
  return reading === null || reading === undefined ? rule : { ram: reading, vram: 0 };
}

/** The first strategy, from the chosen one on, under which a model fits; null when there is none. */
export function fittingStrategy(demand: ModelDemand, first: OffloadStrategy, room: MemoryUse): OffloadStrategy | null {
  return strategiesFrom(first).find((strategy) => isWithin(peakUse(demand, strategy), room)) ?? null;
}

/**
 * What a model takes in the precision that the settings ask for. `auto` is the most exact variant that fits `room` under
 * the chosen strategy, else the most exact that fits at all, else the smallest.
 */
export async function readDemand(
  modelFolder: string,
  settings: Pick<EngineSettings, 'precision' | 'strategy'>,
  room: MemoryUse,
  terms: DemandTerms,
): Promise<FileDemand> {
  if (settings.precision !== 'auto') return demandIn(settings.precision, modelFolder, terms, room);
  const present = await precisionsOf(modelFolder, 'unet');
  const demands = [];
  for (const precision of present.length === 0 ? (['fp32'] as const) : present) {
    demands.push(await demandIn(precision, modelFolder, terms, room));
  }
  const chosen =
    demands.find((demand) => fittingStrategy(demand, settings.strategy, room) === settings.strategy) ??
    demands.find((demand) => fittingStrategy(demand, settings.strategy, room) !== null) ??
    demands.at(-1);
  return chosen ?? demandIn('fp32', modelFolder, terms, room);
}

/** Memory left for models by a budget and what the process takes without any. */
export function roomFor(budget: MemoryUse, base: MemoryUse): MemoryUse {
  return { ram: budget.ram - base.ram, vram: budget.vram - base.vram };
}
