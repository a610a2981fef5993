import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { AssistState } from './assist-state.ts';
import type { ConversionState } from './conversion-store.ts';
import type { DocumentState } from './document-state.ts';
import type { EngineState } from './engine-store.ts';
import type { FilesState } from './file-store.ts';
import type { HistoryState } from './history-store.ts';
import type { InspectorState } from './inspector-store.ts';
import type { JobsState } from './job-store.ts';
import type { MediaState } from './media-store.ts';
import type { ModelsState } from './model-store.ts';
import type { LearningState } from './learning-store.ts';
import type { LaunchState } from './launch-store.ts';
import type { PacesState } from './pace-store.ts';
import type { PartState } from './part-store.ts';
import type { PreferencesState } from './preference-store.ts';
import type { ProvidersState } from './provider-store.ts';
import type { RecoveryState } from './recovery-store.ts';
import type { RunsState } from './run-store.ts';
import type { SpendingState } from './spending-store.ts';
import type { Studio } from './studio.ts';
import type { TabsState } from './tab-store.ts';
import type { TakesState } from './take-store.ts';
import type { TextsState } from './text-store.ts';
import type { ViewState } from './view-state.ts';

const StudioContext = createContext<Studio | null>(null);

/** Gives the tree below its studio. */
export function StudioProvider({ studio, children }: { studio: Studio; children: ReactNode }) {
  return <StudioContext value={studio}>{children}</StudioContext>;
}

/** The studio of this window, for its actions. */
export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (studio === null) throw new Error('useStudio needs a StudioProvider above it.');
  return studio;
}

export function useDocument<T>(select: (state: DocumentState) => T): T {
  return useStore(useStudio().documents, select);
}

export function useAssist<T>(select: (state: AssistState) => T): T {
  return useStore(useStudio().assist, select);
}

export function useLearning<T>(select: (state: LearningState) => T): T {
  return useStore(useStudio().learning, select);
}

export function useConversions<T>(select: (state: ConversionState) => T): T {
  return useStore(useStudio().conversions, select);
}

export function useRuns<T>(select: (state: RunsState) => T): T {
  return useStore(useStudio().runs, select);
}

export function useLaunch<T>(select: (state: LaunchState) => T): T {
  return useStore(useStudio().launch, select);
}

export function usePaces<T>(select: (state: PacesState) => T): T {
  return useStore(useStudio().paces, select);
}

export function usePart<T>(select: (state: PartState) => T): T {
  return useStore(useStudio().parts, select);
}

export function useJobs<T>(select: (state: JobsState) => T): T {
  return useStore(useStudio().jobs, select);
}

export function useFiles<T>(select: (state: FilesState) => T): T {
  return useStore(useStudio().files, select);
}

export function useTabs<T>(select: (state: TabsState) => T): T {
  return useStore(useStudio().tabs, select);
}

export function useRecovery<T>(select: (state: RecoveryState) => T): T {
  return useStore(useStudio().recovery, select);
}

export function useTexts<T>(select: (state: TextsState) => T): T {
  return useStore(useStudio().texts, select);
}

export function useTakes<T>(select: (state: TakesState) => T): T {
  return useStore(useStudio().takes, select);
}

export function useMedia<T>(select: (state: MediaState) => T): T {
  return useStore(useStudio().media, select);
}

export function usePreferences<T>(select: (state: PreferencesState) => T): T {
  return useStore(useStudio().preferences, select);
}

export function useModels<T>(select: (state: ModelsState) => T): T {
  return useStore(useStudio().models, select);
}

export function useEngine<T>(select: (state: EngineState) => T): T {
  return useStore(useStudio().engine, select);
}

export function useSpending<T>(select: (state: SpendingState) => T): T {
  return useStore(useStudio().spending, select);
}

export function useHistory<T>(select: (state: HistoryState) => T): T {
  return useStore(useStudio().history, select);
}

export function useProviders<T>(select: (state: ProvidersState) => T): T {
  return useStore(useStudio().providers, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStudio().view, select);
}

export function useInspector<T>(select: (state: InspectorState) => T): T {
  return useStore(useStudio().inspector, select);
}

/** Whether the host can be reached. */
export function useLinkStatus(): 'connecting' | 'connected' | 'disconnected' {
  const { status } = useStudio().link;
  return useSyncExternalStore(status.subscribe, status.getSnapshot);
}
