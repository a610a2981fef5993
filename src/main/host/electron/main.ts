import { startStudioApp } from './studio-app.ts';

// Not awaited: Electron becomes ready only when this module has been evaluated.
void startStudioApp(import.meta.dirname);
