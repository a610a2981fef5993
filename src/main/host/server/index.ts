export { startWebHost, type WebHost } from './web-host.ts';
