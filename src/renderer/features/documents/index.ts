export { ConflictDialog } from './ConflictDialog.tsx';
export { FileDialogs } from './FileDialogs.tsx';
export { FileMenu } from './FileMenu.tsx';
export { NoDocument } from './NoDocument.tsx';
export { ReadOnlyBanner } from './ReadOnlyBanner.tsx';
