export * from './child-client.ts';
export type * from './child-process.ts';
export * from './child-server.ts';
export * from './logged-launcher.ts';
export * from './node-child-launcher.ts';
export * from './read-lines.ts';
