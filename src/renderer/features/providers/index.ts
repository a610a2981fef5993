export { PlanTroubles, ProviderNotice } from './ProviderNotice.tsx';
export { providerTitles, type Trouble } from './provider-trouble.ts';
export { useCellTrouble } from './use-cell-trouble.ts';
