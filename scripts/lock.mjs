import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from './processes.mjs';
import { SetupFailure, say } from './project.mjs';

const waitLimitMs = 15 * 60_000;

/** @typedef {{ owner: string, child?: string }} Holder identities of the script and of the program it runs */

/** @returns {Holder | undefined} */
function readHolder(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A killed script leaves its npm running for a while: the lock is held as long as either lives. */
export function isHeld(/** @type {Holder} */ holder) {
  return [holder.owner, holder.child].some((identity) => {
    return identity !== undefined && processIdentity(Number.parseInt(identity, 10)) === identity;
  });
}

function tryTake(/** @type {string} */ file, /** @type {Holder} */ mine) {
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Runs `work` while no other process of this machine does. `work` is given a function that names its child process.
 * @template T
 * @param {string} file
 * @param {string} what is going on, for the one who waits: "installing"
 * @param {(setChild: (pid: number) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, what, work) {
  const mine = { owner: processIdentity(process.pid) ?? String(process.pid) };
  mkdirSync(dirname(file), { recursive: true });
  const deadline = Date.now() + waitLimitMs;
  let told = false;
  for (;;) {
    if (tryTake(file, mine)) {
      // Two that find the same dead lock can both replace it; whoever still owns it after a moment has it.
      await sleep(told ? 100 : 0);
      if (readHolder(file)?.owner === mine.owner) break;
      continue;
    }
    await sleep(200); // also lets a writer that has just created the file fill it
    const holder = readHolder(file);
    if (!holder || !isHeld(holder)) {
      told = true;
      rmSync(file, { force: true });
    } else if (Date.now() > deadline) {
      throw new SetupFailure(`another start is still ${what} (process ${holder.owner}). End it, or remove ${file}.`);
    } else if (!told) {
      told = true;
      say(`another start is ${what}; waiting for it`);
    }
  }
  try {
    return await work((pid) => {
      const child = processIdentity(pid);
      if (child === undefined) return;
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify({ ...mine, child }));
      renameSync(draft, file);
    });
  } finally {
    rmSync(file, { force: true });
  }
}
