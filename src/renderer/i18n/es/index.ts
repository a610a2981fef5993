import type { en } from '../en/index.ts';
import { failure } from './failures.ts';
import { studio } from './studio.ts';

export const es: typeof en = { ...studio, failure };
