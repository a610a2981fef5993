export { TakeViewer } from './TakeViewer.tsx';
