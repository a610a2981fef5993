import { failure } from './failures.ts';
import { studio } from './studio.ts';

export const en = { ...studio, failure };
