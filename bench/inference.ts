/**
 * What our adapter adds to a call of the bare official client at the same stand-in, and how fast a result of 1 GiB comes
 * to disk against curl. Prints one JSON line for each: node bench/inference.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { measureDownload } from './inference-download.ts';
import { measureOverhead } from './inference-overhead.ts';

const home = await mkdtemp(join(tmpdir(), 'telar-bench-'));
const templates = resolve(import.meta.dirname, '..', 'resources', 'templates');
console.log(JSON.stringify({ bench: 'inference-overhead', ...(await measureOverhead(templates)) }));
console.log(JSON.stringify({ bench: 'inference-download', ...(await measureDownload(home)) }));
await rm(home, { recursive: true });
