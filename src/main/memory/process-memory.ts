import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Memory of a process: what it holds now, and the most it held. */
export interface ProcessMemory {
  residentBytes: number;
  peakBytes: number;
}

/** Port: reads the memory of a process by its id; null when it is gone or cannot be read. */
export type ProcessMemoryReader = (pid: number) => Promise<ProcessMemory | null>;

const run = promisify(execFile);

/** The reader of this system: Linux tells in /proc, macOS by `ps`, Windows by `tasklist`. */
export function createProcessMemoryReader(platform: NodeJS.Platform = process.platform): ProcessMemoryReader {
  if (platform === 'linux') return readProc;
  const peaks = new Map<number, number>();
  return async (pid) => {
    const residentBytes = await (platform === 'win32' ? askTasklist(pid) : askPs(pid));
    if (residentBytes === null) {
      peaks.delete(pid);
      return null;
    }
    // These systems tell no peak from outside: the highest reading stands for it.
    const peakBytes = Math.max(peaks.get(pid) ?? 0, residentBytes);
    peaks.set(pid, peakBytes);
    return { residentBytes, peakBytes };
  };
}

async function readProc(pid: number): Promise<ProcessMemory | null> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  return text === null ? null : parseProcStatus(text);
}

/** Reads VmRSS and VmHWM of proc_pid_status(5), which are in KiB; null for a process that ended (it has neither). */
export function parseProcStatus(text: string): ProcessMemory | null {
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1];
  if (resident === undefined || peak === undefined) return null;
  return { residentBytes: Number(resident) * 1024, peakBytes: Number(peak) * 1024 };
}

/** Bytes that this process holds now. */
export function ownResidentBytes(): number {
  return process.memoryUsage.rss();
}

/**
 * Begins a new peak of this process (proc_pid_clear_refs(5), value 5) and returns how to read it; null where the system
 * knows the peak since the start of the process only, or does not let it be reset.
 */
export async function watchOwnPeak(): Promise<(() => Promise<number | null>) | null> {
  if (process.platform !== 'linux') return null;
  try {
    await writeFile('/proc/self/clear_refs', '5');
  } catch {
    // Some containers mount /proc for reading only.
    return null;
  }
  return async () => (await readProc(process.pid))?.peakBytes ?? null;
}

async function askPs(pid: number): Promise<number | null> {
  const answer = await run('/bin/ps', ['-o', 'rss=', '-p', String(pid)]).catch(() => null);
  const kibibytes = Number(answer?.stdout.trim());
  return answer === null || !(kibibytes > 0) ? null : kibibytes * 1024;
}

async function askTasklist(pid: number): Promise<number | null> {
  const answer = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']).catch(() => null);
  return answer === null ? null : parseTasklist(answer.stdout, pid);
}

/** Reads the working set in the fifth column of `tasklist /FO CSV`: KiB, grouped by the user's own separators. */
export function parseTasklist(text: string, pid: number): number | null {
  const row = text.split(/\r?\n/).find((line) => line.includes(`"${pid}"`));
  const digits = /"([^"]*)"\s*$/.exec(row ?? '')?.[1]?.replaceAll(/\D/g, '');
  return digits === undefined || digits === '' ? null : Number(digits) * 1024;
}
