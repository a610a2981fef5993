export * from './app.ts';
export * from './events.ts';
export * from './gallery.ts';
export * from './matrix.ts';
export * from './run.ts';
export * from './studio.ts';
