export { StudioApp } from './StudioApp.tsx';
