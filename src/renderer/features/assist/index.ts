export { CellAdvice } from './CellAdvice.tsx';
export { GenerateConfirm } from './GenerateConfirm.tsx';
export { GeneratePage } from './GeneratePage.tsx';
