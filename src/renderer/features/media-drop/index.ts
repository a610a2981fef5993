export { MediaDrop } from './MediaDrop.tsx';
