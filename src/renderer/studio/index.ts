export type { Notices } from './ports.ts';
export { isActive } from './shown-state.ts';
export { createStudio, type Studio } from './studio.ts';
export {
  StudioProvider,
  useDocument,
  useLinkStatus,
  usePreferences,
  useRuns,
  useStudio,
  useTakes,
  useView,
} from './StudioContext.tsx';
export { useCell, type CellNow } from './use-cell.ts';
export { pages, type Page } from './view-store.ts';
