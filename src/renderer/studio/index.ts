export type { Notices } from './ports.ts';
export { runFigures } from './run-figures.ts';
export type { NewestRun } from './run-store.ts';
export { isActive, shownState } from './shown-state.ts';
export { createStudio, type Studio } from './studio.ts';
export {
  StudioProvider,
  useAssist,
  useConversions,
  useDocument,
  useEngine,
  useFiles,
  useHistory,
  useInspector,
  useJobs,
  useLaunch,
  useLearning,
  useLinkStatus,
  useMedia,
  useModels,
  usePaces,
  usePart,
  usePreferences,
  useProviders,
  useRecovery,
  useRuns,
  useSpending,
  useStudio,
  useTabs,
  useTakes,
  useTexts,
  useView,
} from './StudioContext.tsx';
export { isFresh, type AssistState, type PlannedGeneration } from './assist-state.ts';
export {
  changedBy,
  readAxes,
  subjectKey,
  type AxesReading,
  type AxisDraft,
  type AxisReading,
  type AxisSubject,
} from './assist-axes.ts';
export {
  batchLoras,
  chosenLoras,
  noLoraEdits,
  type AssistDraft,
  type ChosenLora,
  type ChosenName,
  type LoraEdits,
} from './assist-draft.ts';
export { leftOut, type Part } from './part-store.ts';
export { takeOfCell } from './take-of-cell.ts';
export { usePriceShare, type PriceShare } from './use-price-share.ts';
export { useCell, type CellNow } from './use-cell.ts';
export { useKept } from './keep-same.ts';
export { inspectorWidth } from './inspector-store.ts';
export type { Conversion, RunningConversion } from './conversion-store.ts';
export type { Asked } from './model-store.ts';
export type { Comparison } from './recovery-store.ts';
export { needsConsent } from './launch-store.ts';
export { rehearsalKey, type TakesState } from './take-store.ts';
export { cellGlances, type CellGlance, type CellGlances } from './cell-glances.ts';
export {
  isInspectorOpen,
  pages,
  tableStart,
  type Camera,
  type DockSide,
  type GraphRequest,
  type MatrixView,
  type Page,
  type ReferenceEnds,
  type Section,
  type TableRows,
} from './view-state.ts';
export { useLoraNames } from './use-lora-names.ts';
