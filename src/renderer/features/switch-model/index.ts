export type { SwitchTarget } from './switch-edits.ts';
export { SwitchModelDialog } from './SwitchModelDialog.tsx';
export { SwitchModelOverlay } from './SwitchModelOverlay.tsx';
