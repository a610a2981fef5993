export { ConfirmDialog } from './ConfirmDialog.tsx';
export { InterruptedNotice } from './InterruptedNotice.tsx';
export { OpenJobsNotice } from './OpenJobsNotice.tsx';
export { PlanDialog } from './PlanDialog.tsx';
export { refusalHelp, type RefusalHelp } from './refusal-help.ts';
export { Problem } from './RefusalNotice.tsx';
export { QueueDock } from './QueueDock.tsx';
export { RunBar } from './RunBar.tsx';
export { TroubleNotice } from './TroubleNotice.tsx';
