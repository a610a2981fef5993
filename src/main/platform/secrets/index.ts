export * from './environment-files.ts';
export * from './file-secrets.ts';
export * from './secret-store.ts';
export * from './system-keychain.ts';
