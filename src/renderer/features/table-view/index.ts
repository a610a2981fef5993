export { TableDrop } from './TableDrop.tsx';
export { TableView } from './TableView.tsx';
