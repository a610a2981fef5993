/** A running child process that talks in structured-clone messages. */
export interface ChildHandle {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with a short text such as `signal SIGKILL` or `exit code 1`. */
  onExit(listener: (how: string) => void): void;
  /** Hears of every line that it, or a library or driver in it, writes to stderr; nobody else does. */
  onErrorLine(listener: (line: string) => void): void;
  /** Ends the child at once. */
  kill(): void;
}

export type ChildProgram = 'diffusion-child' | 'picture-child' | 'rehearsal-child' | 'weights-child';

/** Port: starts one of our own child programs. Node adapter here; Electron's uses utilityProcess. */
export interface ChildLauncher {
  launch(program: ChildProgram): ChildHandle;
}
