import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** The sample story as it ships. */
export const sampleFile = join(root, 'resources', 'examples', 'four-lights.telar.json');
export const cliFile = join(root, 'out', 'main', 'cli.js');

/** Hundreds of programs are started: each compiles what the one before has compiled, unless that is kept. */
const compileCache = { NODE_COMPILE_CACHE: join(root, '.cache', 'telar', 'compiled') };

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Stdout's lines, each parsed as JSON. */
  lines: Record<string, unknown>[];
}

export interface TelarOptions {
  home: string;
  cwd?: string;
  env?: Record<string, string>;
  /** Command to put in front, such as `unshare -n`. */
  wrapper?: string[];
}

/** A new empty folder that belongs to one test. */
export function freshFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `telar-${name}-`));
}

/** Starts the built `telar` with its state in `home`. */
export function startTelar(args: readonly string[], options: TelarOptions): ChildProcess {
  const command = [...(options.wrapper ?? []), process.execPath, cliFile, ...args];
  return spawn(command[0] ?? '', command.slice(1), {
    cwd: options.cwd ?? options.home,
    env: { ...compileCache, PATH: process.env.PATH, HOME: options.home, TELAR_HOME: options.home, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs `telar` to its end. */
export async function telar(args: readonly string[], options: TelarOptions): Promise<Finished> {
  return finish(startTelar(args, options));
}

/** Collects what a started `telar` prints until it ends. */
export async function finish(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  const parse = (line: string): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>;
  const lines = (): Record<string, unknown>[] =>
    stdout
      .split('\n')
      .filter((line) => line !== '')
      .map(parse);
  return {
    code,
    stdout,
    stderr,
    get lines() {
      return lines();
    },
  };
}
