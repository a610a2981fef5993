import type { ChildLauncher, ChildProgram } from './child-process.ts';

/** Lines of one child that are logged: a driver may say the same at every step. */
const mostLines = 200;
const mostLetters = 1_000;

/** What children and the drivers of graphics cards in them write to stderr goes to a log, not between a command's own lines. */
export function loggedLauncher(
  launcher: ChildLauncher,
  log: (program: ChildProgram, line: string) => void,
): ChildLauncher {
  return {
    launch(program) {
      const child = launcher.launch(program);
      let lines = 0;
      child.onErrorLine((line) => {
        lines += 1;
        if (lines <= mostLines) log(program, line.slice(0, mostLetters));
      });
      return child;
    },
  };
}
