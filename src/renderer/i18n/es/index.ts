import type { en } from '../en/index.ts';
import { failure } from './failures.ts';
import { shell } from './shell.ts';
import { work } from './work.ts';

export const es: typeof en = { ...shell, ...work, failure };
