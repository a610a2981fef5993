import { CancelledError } from '../../../shared/base/index.ts';
import type { CellNotice, CellRun } from '../../../shared/run/index.ts';
import { describeCellEvent, noticeText } from '../../core/index.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import { cellLine } from './progress-line.ts';

/** Does work that the first Ctrl+C cancels. */
export async function untilInterrupted(
  output: Output,
  work: (signal: AbortSignal, onCell: (cell: CellRun) => void) => Promise<void>,
): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  let notices: readonly CellNotice[] = [];
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    await work(interruption.signal, (cell) => {
      notices = cell.notices;
      tell(cell, output);
    });
    for (const notice of notices) output.note(noticeText(notice));
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    output.line({ type: 'cancelled' });
    output.note('Cancelled.');
    return exitCodes.interrupted;
  } finally {
    if (process.stderr.isTTY && !output.json) process.stderr.write(clearLine);
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
  }
}

export const clearLine = '\r\x1b[K';

/** A JSON line for each change; on a terminal one line that says where it stands. */
function tell(cell: CellRun, output: Output): void {
  output.line(describeCellEvent(cell));
  if (output.json || !process.stderr.isTTY) return;
  process.stderr.write(`${clearLine}${cellLine(cell, Date.now())}`);
}
