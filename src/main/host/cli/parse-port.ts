import { UsageError } from '../../../shared/base/index.ts';

/** Reads `--port`. */
export function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError('invalid', `"${text}" is not a port.`, { hint: 'Use a number from 1 to 65535.' });
}
