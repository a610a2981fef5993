import { fork } from 'node:child_process';
import type { ChildLauncher, ChildProgram } from './child-process.ts';
import { readLines } from './read-lines.ts';

/** Variables a child gets; keys and tokens of the user are not among them. */
const passedVariables = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'USERPROFILE',
  'LD_LIBRARY_PATH',
  // Where Node.js keeps what it has compiled, for a faster start.
  'NODE_COMPILE_CACHE',
  // Where graphics cards and their drivers are found.
  'CUDA_PATH',
  'CUDA_VISIBLE_DEVICES',
  'VK_ICD_FILENAMES',
  'VK_DRIVER_FILES',
  'XDG_RUNTIME_DIR',
];

/**
 * Makes glibc give freed memory back to the system at once instead of keeping it for later: an engine that let go of a
 * model shall be smaller (mallopt(3)). Other systems do not know these names.
 */
const returningMemory = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' };

/** Launches child programs with plain Node. `fileOf` says where a program's built file lies. */
export function createNodeChildLauncher(fileOf: (program: ChildProgram) => string): ChildLauncher {
  return {
    launch(program) {
      const child = fork(fileOf(program), {
        // Structured clone: pixels travel as bytes, not as JSON.
        serialization: 'advanced',
        execArgv: [],
        env: { ...childEnvironment(process.env), ...returningMemory },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      const onErrorLine = readLines(child.stderr);
      return {
        pid: child.pid,
        send: (message) => {
          // A child that is gone is reported by its exit; writing to it fails in the meantime.
          if (child.connected) child.send(message as object, () => undefined);
        },
        onMessage: (listener) => child.on('message', listener),
        onExit: (listener) => {
          let ended = false;
          const end = (how: string): void => {
            if (!ended) listener(how);
            ended = true;
          };
          // It may come more than once, and one that nobody hears ends this process too.
          child.on('error', (error) => end(error.message));
          child.once('exit', (code, signal) => end(signal === null ? `exit code ${String(code)}` : `signal ${signal}`));
        },
        onErrorLine,
        kill: () => child.kill('SIGKILL'),
      };
    },
  };
}

/** The part of the environment that children see. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(passedVariables.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** The environment for a program that is not ours, such as a browser: all but what may be a secret. */
export function environmentForOthers(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isSecret = (name: string): boolean => /(?:^|_)(?:TOKEN|KEY|SECRET|PASSWORD|PASSPHRASE)$/i.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isSecret(name)));
}
