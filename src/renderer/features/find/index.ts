export { Find } from './FindPanel.tsx';
