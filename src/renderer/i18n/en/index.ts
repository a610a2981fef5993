import { failure } from './failures.ts';
import { file } from './files.ts';
import { launch } from './launch.ts';
import { jobs, queue } from './queue.ts';
import { shell } from './shell.ts';
import { work } from './work.ts';

export const en = { ...shell, ...work, launch, queue, jobs, file, failure };
