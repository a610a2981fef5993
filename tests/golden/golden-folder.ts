import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseMatrixDocument } from '../../src/shared/matrix/index.ts';
import { goldenCatalog, planGolden } from './golden-case.ts';

/**
 * One test per pair `NAME<ending>` and `NAME.plan.json` of a folder. `TELAR_UPDATE_GOLDEN=1` writes the plans anew; read
 * each of them then, because a golden file that records a wrong answer protects it.
 */
export function testGoldenFolder(folder: string, ending: string): void {
  const catalog = goldenCatalog();
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));

  test('every plan belongs to a document', () => {
    const plans = readdirSync(folder).filter((file) => file.endsWith('.plan.json'));
    expect(plans.map((file) => file.slice(0, -'.plan.json'.length))).toEqual(names);
  });

  test.each(names)('%s', (name) => {
    const source = readFileSync(join(folder, `${name}${ending}`), 'utf8');
    const planned = planGolden(parseMatrixDocument(source, `${name}${ending}`), catalog);
    const golden = join(folder, `${name}.plan.json`);
    if (process.env.TELAR_UPDATE_GOLDEN === '1' || !existsSync(golden)) {
      expect(process.env.TELAR_UPDATE_GOLDEN, `${golden} is missing`).toBe('1');
      writeFileSync(golden, `${JSON.stringify(planned, null, 2)}\n`);
    }
    expect(planned).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
  });
}
