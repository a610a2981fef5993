import { SingleBar } from 'cli-progress';
import { toUsd } from '../../../shared/base/index.ts';
import { costOf, countCells, isTerminal, noticesOf, type CellRun, type RunRecord } from '../../../shared/run/index.ts';
import { describeCellEvent, describeRunEvent, noticeText } from '../../core/index.ts';
import type { Output } from './output.ts';
import { progressOf } from './progress-line.ts';

/** Shows a run while it goes on. */
export interface RunReporter {
  onCell(cell: CellRun): void;
  onEnd(run: RunRecord): void;
}

/** One JSON line an event with `--json`; on a terminal a progress bar; else a line for each finished cell. */
export function createRunReporter(output: Output): RunReporter {
  if (output.json) return jsonReporter(output);
  return process.stderr.isTTY ? barReporter(output) : lineReporter(output);
}

function jsonReporter(output: Output): RunReporter {
  return {
    onCell: (cell) => output.line(describeCellEvent(cell)),
    onEnd: (run) => output.line(describeRunEvent(run)),
  };
}

function lineReporter(output: Output): RunReporter {
  return {
    onCell(cell) {
      if (isTerminal(cell.state)) output.text(`${cell.key}: ${describeCell(cell)}`);
    },
    onEnd: (run) => output.text([...noticeLines(run), summaryText(run)].join('\n')),
  };
}

function barReporter(output: Output): RunReporter {
  const cells = new Map<string, CellRun>();
  const bar = new SingleBar({
    format: '{bar} {percentage}% | {ended}/{total} cells | {message}',
    barsize: 30,
    hideCursor: true,
    stream: process.stderr,
  });
  return {
    onCell(cell) {
      // A run that is refused at the last moment shows no bar; the first states of all cells come at once.
      if (cells.size === 0) bar.start(1, 0, { ended: 0, message: '' });
      cells.set(cell.key, cell);
      bar.setTotal(cells.size);
      const { done, ...words } = progressOf([...cells.values()], cell, Date.now());
      bar.update(done, words);
    },
    onEnd(run) {
      bar.stop();
      for (const cell of run.cells) {
        if (cell.state === 'failed' || cell.state === 'unknown') output.text(`${cell.key}: ${describeCell(cell)}`);
      }
      output.text([...noticeLines(run), summaryText(run)].join('\n'));
    },
  };
}

/** What the user should look at, though nothing failed. */
function noticeLines(run: RunRecord): string[] {
  return noticesOf(run.cells).map(({ cell, notice }) => `! ${cell}: ${noticeText(notice)}`);
}

function describeCell(cell: CellRun): string {
  if (cell.failure !== null) return `${cell.state}: ${cell.failure.message} ${cell.failure.hint}`;
  return cell.message === null ? cell.state : `${cell.state} (${cell.message})`;
}

function summaryText(run: RunRecord): string {
  const { done, failed, skipped, blocked, cancelled, unknown } = countCells(run.cells);
  const parts = [
    `${done} done`,
    `${failed} failed`,
    `${skipped} up to date`,
    `${blocked} blocked`,
    `${cancelled} cancelled`,
    `${unknown} perhaps charged (see telar jobs)`,
  ];
  const seconds = ((run.endedAtMs ?? run.startedAtMs) - run.startedAtMs) / 1000;
  return `Run ${run.state}: ${parts.filter((part) => !part.startsWith('0 ')).join(', ') || 'nothing to do'} (${seconds.toFixed(1)} s)${costText(run)}`;
}

function costText(run: RunRecord): string {
  if (run.rehearsal) return ' · rehearsal, nothing charged';
  const cost = costOf(run.cells);
  return cost === 0 ? '' : ` · $${toUsd(cost)}`;
}
