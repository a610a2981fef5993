export { InterruptedNotice } from './InterruptedNotice.tsx';
export { PlanDialog } from './PlanDialog.tsx';
export { RunBar } from './RunBar.tsx';
