export { PlaceholderInput } from './PlaceholderInput.tsx';
export { PlaceholderPreview } from './PlaceholderPreview.tsx';
