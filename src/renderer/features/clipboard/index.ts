export { PasteEvents } from './PasteEvents.tsx';
