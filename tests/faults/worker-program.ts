import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
/** Two folders below the root, as the workers themselves are: they find the built programs from there. */
const folder = join(root, '.cache', 'workers');
const nativePackages = ['@napi-rs/keyring', 'better-sqlite3', 'onnxruntime-node', 'sharp', 'electron'];

/**
 * Bundles a worker of this folder into one file, and names it. A worker is started dozens of times, and to find and read
 * the hundreds of modules of a core takes longer than what is left of its life.
 */
export async function bundleWorker(name: string): Promise<string> {
  const fileName = `${name}-${process.pid}.mjs`;
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    publicDir: false,
    ssr: { noExternal: true, external: nativePackages },
    build: {
      ssr: join('tests', 'faults', `${name}.ts`),
      target: 'node24',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: fileName, format: 'es', codeSplitting: false } },
    },
  });
  return join(folder, fileName);
}
