import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestUserConfig } from 'vitest/config';
import { LongFilesFirst } from './tests/long-files-first.ts';
import { UnhandledErrors } from './tests/unhandled-errors.ts';

// Importing the real package where its binary is missing starts a download.
const alias = { electron: fileURLToPath(new URL('tests/fakes/electron.ts', import.meta.url)) };

/** The file for the report that `npm test` reads; what came outside of any test lies beside it. */
const report = process.env.TELAR_VITEST_REPORT;
const reporters: TestUserConfig['reporters'] = report
  ? ['default', ['json', { outputFile: report }], new UnhandledErrors(`${report}.unhandled`)]
  : ['default'];

export default defineConfig({
  resolve: { alias },
  test: {
    reporters,
    // vitest leaves one core free, which on a small machine is half of it; many tests wait for programs anyway.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongFilesFirst },
    // The programs that tests start compile what the one before has compiled, unless that is kept.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('.cache/telar/compiled', import.meta.url)) },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Unit tests keep nothing in modules: a world of its own for each file costs ten times what the tests do.
          isolate: false,
          include: ['src/{shared,main}/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit-renderer',
          isolate: false,
          environment: 'happy-dom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          // Starts real programs (the command line, the web host, the engine), so it needs out/.
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
