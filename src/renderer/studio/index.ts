export type { Notices } from './ports.ts';
export type { NewestRun } from './run-store.ts';
export { isActive } from './shown-state.ts';
export { createStudio, type Studio } from './studio.ts';
export {
  StudioProvider,
  useDocument,
  useFiles,
  useJobs,
  useLaunch,
  useLinkStatus,
  usePreferences,
  useRuns,
  useStudio,
  useTakes,
  useView,
} from './StudioContext.tsx';
export { useCell, type CellNow } from './use-cell.ts';
export { needsConsent } from './launch-store.ts';
export { pages, type Page } from './view-store.ts';
