import { failure } from './failures.ts';
import { shell } from './shell.ts';
import { work } from './work.ts';

export const en = { ...shell, ...work, failure };
