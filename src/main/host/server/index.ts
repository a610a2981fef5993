export { isPortFree, readKeptPort } from './listen.ts';
export { startWebHost, type WebHost } from './web-host.ts';
