import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter } from 'vitest/node';

/** Writes the errors that came outside of every test, as a list of `{name, message}`: vitest's JSON report leaves them out. */
export class UnhandledErrors implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(_modules: unknown, errors: readonly SerializedError[]): void {
    const told = errors.map((error) => ({
      name: ['outside of any test', error.VITEST_TEST_PATH, error.VITEST_TEST_NAME].filter(Boolean).join(' > '),
      message: error.stack ?? error.message,
    }));
    writeFileSync(this.#file, JSON.stringify(told));
  }
}
