import { createStream } from 'rotating-file-stream';

/** The rotated file of JSON lines, for other programs. */
export interface InferenceLog {
  write(line: object): void;
  close(): Promise<void>;
}

/** Opens `inferences.log` in a folder: at most six files of 5 MB. What cannot be written is told to `onError`. */
export function openInferenceLog(folder: string, onError: (error: unknown) => void): InferenceLog {
  const stream = createStream(nameOf, { path: folder, size: '5M', maxFiles: 5, history: 'inferences.files' });
  stream.on('error', onError);
  stream.on('warning', onError);
  return {
    write: (line) => void stream.write(`${JSON.stringify(line)}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}

/** `inferences.log`, and those before it with the time of their end. */
function nameOf(time: number | Date | null, index?: number): string {
  if (time === null) return 'inferences.log';
  const moment = new Date(time).toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  return `inferences-${moment}-${index ?? 1}.log`;
}
