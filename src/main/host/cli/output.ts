import type { FailureData } from '../../../shared/base/index.ts';

/** Where a command writes: JSON lines to stdout with `--json`, else text; messages always to stderr. */
export interface Output {
  readonly json: boolean;
  /** One JSON line, with `--json` only. */
  line(value: unknown): void;
  /** Text for people, without `--json` only. */
  text(text: string): void;
  /** Text that is a file's content, as it is, without `--json` only. */
  raw(text: string): void;
  /** A remark that is not part of the result. */
  note(text: string): void;
  /** A failure in words, on stderr. */
  explain(failure: FailureData): void;
  /** A failure that ends the command: in words, and with `--json` as the last line. */
  failure(failure: FailureData): void;
}

/**
 * Text as a terminal may show it: control characters of a prompt, of a file's name or of an answer could move its cursor,
 * colour it or type into it, so they become their symbols (ESC is U+241B).
 */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code === 0x7f) return '\u2421';
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
  });
}

/** Output on the process's own streams. */
export function createOutput(json: boolean): Output {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    // Whoever read the output is gone, as after `| head`: end as if told to.
    process.emit('SIGTERM');
  });
  const output: Output = {
    json,
    line(value) {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    text(text) {
      if (!json) process.stdout.write(`${printable(text)}\n`);
    },
    raw(text) {
      if (!json) process.stdout.write(text);
    },
    note(text) {
      process.stderr.write(`${printable(text)}\n`);
    },
    failure(failure) {
      output.line({ type: 'error', ...failure, ...shortPlace(failure) });
      output.explain(failure);
    },
    explain(failure) {
      output.note(`${failure.code}: ${failure.message}`);
      const where = describePlace(failure);
      if (where !== '') output.note(`  where: ${where}`);
      output.note(`  what to do: ${failure.hint}`);
    },
  };
  return output;
}

/** The place in the short form that scripts read: a cell, a parameter, the cells of a circle. */
function shortPlace({ place, values }: FailureData): object {
  const { unit, layer, parameter } = place;
  return {
    ...(unit === undefined || layer === undefined ? {} : { cell: `${unit}/${layer}` }),
    ...(parameter === undefined ? {} : { parameter }),
    ...(typeof values.path === 'string' ? { cells: values.path.split(' → ') } : {}),
  };
}

function describePlace({ place }: FailureData): string {
  const cell = [place.unit, place.layer].filter((part) => part !== undefined).join('/');
  const position = place.line === undefined ? '' : `:${place.line}:${place.column ?? 1}`;
  return [
    place.file === undefined ? '' : `${place.file}${position}`,
    cell === '' ? '' : `cell ${cell}`,
    place.parameter === undefined ? '' : `parameter ${place.parameter}`,
    place.placeholder ?? '',
    place.pointer ?? '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}
