import { createInterface } from 'node:readline';

/**
 * Reads a stream to its end, whether anybody listens or not: a program whose pipe is full stands still. Answers how to hear
 * of each line from now on.
 */
export function readLines(stream: NodeJS.ReadableStream | null): (listener: (line: string) => void) => void {
  if (stream === null) throw new TypeError('The stream was not opened as a pipe.');
  const lines = createInterface({ input: stream });
  return (listener) => void lines.on('line', listener);
}
