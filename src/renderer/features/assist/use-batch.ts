import { createContext, use, useMemo } from 'react';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import {
  batchLoras,
  isFresh,
  readAxes,
  useAssist,
  useLoraNames,
  useStudio,
  type AxesReading,
} from '../../studio/index.ts';
import { batchCost, type BatchCost } from './batch-cost.ts';
import { usePictureModels } from './use-picture-models.ts';

/** What the next pictures differ in, how many they are and what they take, and the way to them. */
export interface Batch {
  /** Null where the model is chosen by advice that is not there yet. */
  template: ModelTemplate | null;
  loraNames: readonly string[];
  axes: AxesReading;
  /** Null while an axis has to be corrected. */
  pictures: number | null;
  /** Of pictures by axes that can run; else null. */
  cost: BatchCost | null;
  /** The next step of the mode; axes that cannot run are shown to be corrected first. */
  start: () => void;
}

export const BatchContext = createContext<Batch | null>(null);

/** Reads the draft's batch. For the page, which gives it to its parts. */
export function useBatchReading(): Batch {
  const { assist } = useStudio();
  const models = usePictureModels();
  const draft = useAssist((state) => state.draft);
  const advice = useAssist((state) => state.advice);
  const generation = useAssist((state) => state.generation);
  const recent = useAssist((state) => state.recent);
  const isAdvised = useAssist((state) => state.draft.mode === 'assisted' && isFresh(state));
  const recommendation = draft.mode === 'assisted' && advice.kind === 'ready' ? advice.recommendation : null;
  // Advice chooses among the models of this machine.
  const installed = models.filter(({ provider }) => provider === 'local');
  const only = draft.mode === 'manual' || installed.length === 1 ? models[0]?.id : undefined;
  const chosen = draft.baseModel ?? (isAdvised ? recommendation?.params.model : only);
  const template = models.find(({ id }) => id === chosen) ?? null;
  // Where the advice will choose, the names of the first model's LoRAs are a help to begin with.
  const loraNames = useLoraNames((template ?? models[0])?.id ?? '');
  const axes = useMemo(
    () => readAxes(draft.axes, { template, installedLoras: loraNames, loras: batchLoras(draft, recommendation) }),
    [draft, template, loraNames, recommendation],
  );
  const cost = useMemo(
    () =>
      template === null || !draft.isByAxes || !axes.canRun
        ? null
        : batchCost({ draft, generation, recent }, axes, recommendation, template),
    [draft, generation, recent, axes, recommendation, template],
  );
  return {
    template,
    loraNames,
    axes,
    pictures: !draft.isByAxes ? draft.pictures : axes.canRun ? axes.pictures : null,
    cost,
    start() {
      const isMaking = draft.mode !== 'assisted' || isAdvised;
      if (isMaking && draft.isByAxes && !axes.canRun) {
        assist.showPicturesMenu('to-correct');
        return;
      }
      assist.showPicturesMenu('closed');
      void assist.proceed();
    },
  };
}

export function useBatch(): Batch {
  const batch = use(BatchContext);
  if (batch === null) throw new Error('A part of the Generate page stands outside of it.');
  return batch;
}
