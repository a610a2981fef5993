import { createInterface } from 'node:readline/promises';

/** Whether somebody sits in front of a terminal and could be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks a question on the terminal; anything but a yes is a no. */
export async function askYes(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^\s*(y|yes|s|si|sí)\s*$/i.test(await terminal.question(question));
  } finally {
    terminal.close();
  }
}
