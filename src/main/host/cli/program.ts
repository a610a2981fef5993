import type { Output } from './output.ts';

/** What a command does; it resolves to the exit code. */
export type Action = (output: Output) => Promise<number>;
/** Does it with the output that was asked for, and tells what goes wrong. */
export type Perform = (action: Action, json: boolean) => Promise<void>;
export interface Json {
  json?: boolean;
}

/** Collects the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
