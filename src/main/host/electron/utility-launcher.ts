import { utilityProcess, type UtilityProcess } from 'electron';
import { childEnvironment, readLines, type ChildLauncher, type ChildProgram } from '../../child/index.ts';

/**
 * Launches child programs as Electron utility processes: a packaged program cannot fork (the RunAsNode fuse is off).
 * `fileOf` says where a program's built file lies. The app must be ready before the first launch.
 */
export function createUtilityLauncher(fileOf: (program: ChildProgram) => string): ChildLauncher {
  return {
    launch(program) {
      const child = utilityProcess.fork(fileOf(program), [], {
        serviceName: `Telar ${program}`,
        env: childEnvironment(process.env),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const onErrorLine = readLines(child.stderr);
      let killed = false;
      return {
        get pid() {
          return child.pid;
        },
        send: (message) => child.postMessage(message),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.once('exit', (code) => listener(killed ? 'killed' : `exit code ${code}`)),
        onErrorLine,
        kill() {
          killed = true;
          endAtOnce(child);
        },
      };
    },
  };
}

/** `kill()` alone sends SIGTERM, which a child deep in one native call need not hear. */
function endAtOnce(child: UtilityProcess): void {
  if (child.pid === undefined) {
    child.kill();
    return;
  }
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch (error) {
    // It may have ended by itself a moment ago.
    if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
