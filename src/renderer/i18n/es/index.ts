import type { en } from '../en/index.ts';
import { failure } from './failures.ts';
import { file } from './files.ts';
import { launch } from './launch.ts';
import { jobs, queue } from './queue.ts';
import { shell } from './shell.ts';
import { work } from './work.ts';

export const es: typeof en = { ...shell, ...work, launch, queue, jobs, file, failure };
