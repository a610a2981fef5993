import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { DocumentState } from './document-store.ts';
import type { FilesState } from './file-store.ts';
import type { JobsState } from './job-store.ts';
import type { LaunchState } from './launch-store.ts';
import type { PreferencesState } from './preference-store.ts';
import type { RunsState } from './run-store.ts';
import type { Studio } from './studio.ts';
import type { TakesState } from './take-store.ts';
import type { ViewState } from './view-store.ts';

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

export function useRuns<T>(select: (state: RunsState) => T): T {
  return useStore(useStudio().runs, select);
}

export function useLaunch<T>(select: (state: LaunchState) => T): T {
  return useStore(useStudio().launch, select);
}

export function useJobs<T>(select: (state: JobsState) => T): T {
  return useStore(useStudio().jobs, select);
}

export function useFiles<T>(select: (state: FilesState) => T): T {
  return useStore(useStudio().files, select);
}

export function useTakes<T>(select: (state: TakesState) => T): T {
  return useStore(useStudio().takes, select);
}

export function usePreferences<T>(select: (state: PreferencesState) => T): T {
  return useStore(useStudio().preferences, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStudio().view, select);
}

/** Whether the host can be reached. */
export function useLinkStatus(): 'connecting' | 'connected' | 'disconnected' {
  const { status } = useStudio().link;
  return useSyncExternalStore(status.subscribe, status.getSnapshot);
}
