export { EnginePage } from './EnginePage.tsx';
export { FitBadge } from './FitBadge.tsx';
export { FitTable } from './FitTable.tsx';
export { useEstimates } from './use-estimates.ts';
