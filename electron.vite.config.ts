import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { libraryTypes } from './scripts/library-types.mjs';

const root = import.meta.dirname;
const fromRoot = (path: string) => resolve(root, path);

/** Native packages keep their own folders at run time; everything else is bundled into out/. */
const nativePackages = ['@napi-rs/keyring', 'better-sqlite3', 'onnxruntime-node', 'sharp'];

export default defineConfig({
  main: {
    plugins: [libraryTypes(root)],
    build: {
      outDir: fromRoot('out/main'),
      target: 'node24',
      externalizeDeps: { include: nativePackages },
      rolldownOptions: {
        input: {
          electron: fromRoot('src/main/host/electron/main.ts'),
          cli: fromRoot('src/main/host/cli/cli.ts'),
          library: fromRoot('src/main/host/library/index.ts'),
          'diffusion-child': fromRoot('src/main/diffusion/diffusion-child.ts'),
          'picture-child': fromRoot('src/main/picture/picture-child.ts'),
          'weights-child': fromRoot('src/main/weights/weights-child.ts'),
          'rehearsal-child': fromRoot('src/main/engine/rehearsal/rehearsal-child.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: fromRoot('out/preload'),
      // A sandboxed preload can require nothing but 'electron', and must be CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: fromRoot('src/main/host/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: fromRoot('src/renderer'),
    base: './',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: fromRoot('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // The page's policy is `script-src 'self'`: no inline polyfill, no data: URL.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // Read from this machine's disk, not over a network; the charts, which few look at, are a chunk of their own.
      chunkSizeWarningLimit: 1_600,
      rolldownOptions: { input: fromRoot('src/renderer/index.html') },
    },
  },
});
