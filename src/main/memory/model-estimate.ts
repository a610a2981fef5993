import type {
  EngineSettings,
  MemoryEstimate,
  MemoryVerdict,
  OffloadStrategy,
} from '../../shared/local-engine/index.ts';
import { sumOf, type MemoryUse } from './memory-use.ts';
import { fittingStrategy, readDemand, roomFor, type DemandTerms } from './model-demand.ts';
import { peakUse } from './strategy.ts';

/** Up to this share of what is to be had a model fits with ease. */
const easyShare = 0.85;

/** What the engine process takes without any model, until it has been read: the runtime and Node.js. */
export const usualBaseBytes = 130_000_000;

export interface EstimateTerms extends DemandTerms {
  settings: Pick<EngineSettings, 'precision' | 'strategy'>;
  /** The budget, or what the machine has free if that is less. */
  available: MemoryUse;
  base: MemoryUse;
}

/** What a model will take before it is loaded. Throws the system's error for a folder that cannot be read. */
export async function estimateModel(modelFolder: string, terms: EstimateTerms): Promise<MemoryEstimate> {
  const { available, base, settings, provider } = terms;
  const room = roomFor(available, base);
  const demand = await readDemand(modelFolder, settings, room, terms);
  const onCard = provider !== 'cpu';
  const limit = onCard ? available.vram : available.ram;
  const peakOf = (strategy: OffloadStrategy): number => {
    const peak = sumOf([base, peakUse(demand, strategy)]);
    return onCard ? peak.vram : peak.ram;
  };
  const strategy = fittingStrategy(demand, settings.strategy, room);
  return {
    folder: modelFolder,
    precision: demand.precision,
    executionProvider: provider,
    peakBytes: { none: peakOf('none'), balanced: peakOf('balanced'), aggressive: peakOf('aggressive') },
    availableBytes: limit,
    verdict: strategy === null ? 'too-big' : verdictOf(peakOf(strategy), limit),
    strategy: strategy ?? 'aggressive',
    basis: demand.isMeasured ? 'measured' : 'rule',
  };
}

/** Whether what is needed leaves some room, none, or is more than there is. */
export function verdictOf(neededBytes: number, availableBytes: number): MemoryVerdict {
  if (neededBytes > availableBytes) return 'too-big';
  return neededBytes > availableBytes * easyShare ? 'tight' : 'fits';
}
