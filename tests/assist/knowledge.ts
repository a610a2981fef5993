import { join } from 'node:path';
import { readKnowledge } from '../../src/main/assist/analysis/read-knowledge.ts';
import type { Knowledge } from '../../src/shared/assist/index.ts';

/** The shipped lexicons. */
export function readShippedKnowledge(): Promise<Knowledge> {
  return readKnowledge(join(import.meta.dirname, '..', '..', 'resources', 'assist'));
}
