export { DisconnectedError } from './disconnected-error.ts';
export { failureOf } from './failure-of.ts';
export { createStatusStore, whenConnected, type LinkStatusStore } from './status-store.ts';
export { connectStudio, type StudioLink } from './studio-link.ts';
