/**
 * A process that takes a lock again and again, and shouts when it is not alone: `contender-child.ts <lock> <rounds> <kill>`.
 * Prints how often it had the lock. With `kill` it ends like a crash while it has it, after its rounds.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { holdLockFile } from '../../src/main/platform/index.ts';

const [file = '', rounds = '0', end = ''] = process.argv.slice(2);
const inside = `${file}.inside`;

function onError(error: unknown): void {
  throw error;
}

let held = 0;
while (held < Number(rounds)) {
  const attempt = await holdLockFile(file, { onError });
  if ('owner' in attempt) {
    await setTimeout(Math.random() * 4);
    continue;
  }
  held += 1;
  // Fails when another process is inside.
  writeFileSync(inside, String(process.pid), { flag: 'wx' });
  await setTimeout(Math.random() * 3);
  rmSync(inside);
  if (end === 'kill' && held === Number(rounds)) process.kill(process.pid, 'SIGKILL');
  await attempt.lock.release();
}
console.log(held);
