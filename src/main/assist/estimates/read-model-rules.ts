import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelRules, type ModelRules } from '../../../shared/assist/index.ts';

/** The rules of models that ship with the program. They are part of it: a fault in them is a bug. */
export async function readModelRules(resources: string): Promise<ModelRules> {
  return modelRules.parse(JSON.parse(await readFile(join(resources, 'assist', 'model-rules.json'), 'utf8')));
}
