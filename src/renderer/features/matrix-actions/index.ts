export { EditItem, MoveItems } from './EditItems.tsx';
export { LayerMenu } from './LayerMenu.tsx';
export { NameDialog } from './NameDialog.tsx';
export { UnitMenu } from './UnitMenu.tsx';
export { useMatrixActions } from './use-matrix-actions.ts';
