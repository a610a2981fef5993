import { SingleBar } from 'cli-progress';
import { toUsd } from '../../../shared/base/index.ts';
import { costOf, countCells, isTerminal, type CellRun, type RunRecord } from '../../../shared/run/index.ts';
import type { Output } from './output.ts';

/** Shows a run while it goes on. */
export interface RunReporter {
  onCell(cell: CellRun): void;
  onEnd(run: RunRecord): void;
}

/** One JSON line an event with `--json`; on a terminal a progress bar; else a line for each finished cell. */
export function createRunReporter(output: Output, total: number): RunReporter {
  if (output.json) return jsonReporter(output);
  return process.stderr.isTTY ? barReporter(output, total) : lineReporter(output);
}

function jsonReporter(output: Output): RunReporter {
  return {
    onCell: (cell) => output.line(cellEvent(cell)),
    onEnd: (run) => output.line(runEvent(run)),
  };
}

function lineReporter(output: Output): RunReporter {
  return {
    onCell(cell) {
      if (isTerminal(cell.state)) output.text(`${cell.key}: ${describeCell(cell)}`);
    },
    onEnd: (run) => output.text(summaryText(run)),
  };
}

function barReporter(output: Output, total: number): RunReporter {
  const progress = new Map<string, number>();
  const bar = new SingleBar({
    format: '{bar} {percentage}% | {ended}/{cells} cells | {message}',
    barsize: 30,
    hideCursor: true,
    stream: process.stderr,
  });
  bar.start(total, 0, { ended: 0, cells: total, message: '' });
  return {
    onCell(cell) {
      progress.set(cell.key, isTerminal(cell.state) ? 1 : (cell.progress ?? 0));
      const done = [...progress.values()].reduce((sum, value) => sum + value, 0);
      const ended = [...progress.values()].filter((value) => value === 1).length;
      bar.update(done, { ended, message: `${cell.key} ${cell.state}` });
    },
    onEnd(run) {
      bar.stop();
      for (const cell of run.cells) if (cell.state === 'failed') output.text(`${cell.key}: ${describeCell(cell)}`);
      output.text(summaryText(run));
    },
  };
}

function describeCell(cell: CellRun): string {
  if (cell.failure !== null) return `${cell.state}: ${cell.failure.message} ${cell.failure.hint}`;
  return cell.message === null ? cell.state : `${cell.state} (${cell.message})`;
}

function cellEvent(cell: CellRun): object {
  return {
    type: 'cell',
    unit: cell.unit,
    layer: cell.layerIndex,
    layerName: cell.layerName,
    state: cell.state,
    ...(cell.progress === null ? {} : { progress: cell.progress }),
    ...(cell.step === null ? {} : { step: cell.step, steps: cell.steps }),
    ...(cell.takeId === null ? {} : { takeId: cell.takeId }),
    ...(cell.waitUntilMs === null ? {} : { waitUntilMs: cell.waitUntilMs }),
    ...(cell.queuePosition === null ? {} : { queuePosition: cell.queuePosition }),
    ...(cell.costMicroUsd === 0 ? {} : { costUsd: toUsd(cell.costMicroUsd) }),
    ...(cell.message === null ? {} : { message: cell.message }),
    ...(cell.failure === null ? {} : { error: cell.failure }),
    attempt: cell.attempt,
  };
}

function runEvent(run: RunRecord): object {
  const { done, failed, skipped, blocked, cancelled, unknown } = countCells(run.cells);
  const counts = { done, failed, skipped, blocked, cancelled, unknown };
  const { rehearsal } = run;
  return { type: 'run', runId: run.id, state: run.state, rehearsal, ...counts, costUsd: toUsd(costOf(run.cells)) };
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
