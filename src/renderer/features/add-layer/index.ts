export { AddLayerDialog } from './AddLayerDialog.tsx';
