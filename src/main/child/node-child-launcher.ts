import { fork } from 'node:child_process';
import type { ChildLauncher, ChildProgram } from './child-process.ts';

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
];

/** Launches child programs with plain Node. `fileOf` says where a program's built file lies. */
export function createNodeChildLauncher(fileOf: (program: ChildProgram) => string): ChildLauncher {
  return {
    launch(program) {
      const child = fork(fileOf(program), {
        // Structured clone: pixels travel as bytes, not as JSON.
        serialization: 'advanced',
        execArgv: [],
        env: childEnvironment(process.env),
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
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
          child.once('error', (error) => end(error.message));
          child.once('exit', (code, signal) => end(signal === null ? `exit code ${String(code)}` : `signal ${signal}`));
        },
        kill: () => child.kill('SIGKILL'),
      };
    },
  };
}

/** The part of the environment that children see. */
export function childEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(passedVariables.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
