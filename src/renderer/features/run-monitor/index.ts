export { ConfirmDialog } from './ConfirmDialog.tsx';
export { InterruptedNotice } from './InterruptedNotice.tsx';
export { OpenJobsNotice } from './OpenJobsNotice.tsx';
export { PlanDialog } from './PlanDialog.tsx';
export { QueueDrawer } from './QueueDrawer.tsx';
export { RunBar } from './RunBar.tsx';
