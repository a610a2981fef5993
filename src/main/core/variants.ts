import { randomInt } from 'node:crypto';
import { fromFailure, NotFoundError, sumMicroUsd, type JsonValue, type MicroUsd } from '../../shared/base/index.ts';
import { listCells, type MatrixDocument } from '../../shared/matrix/index.ts';
import type { RunPlan } from '../../shared/plan/index.ts';
import type { RunRecord } from '../../shared/run/index.ts';
import { parameterSchemas, type TemplateCatalog } from '../../shared/template/index.ts';
import type { ActiveRun } from '../run/index.ts';

/** Largest seed that is drawn: every provider takes 31 bits. */
const largestSeed = 2 ** 31 - 1;

/**
 * The document with another seed in every cell that has one of its own or of its column. Where none is set the model draws
 * one itself for each take, so those cells stay as they are.
 */
export function withOtherSeeds(
  matrix: MatrixDocument,
  templates: TemplateCatalog,
  draw: (most: number) => number = (most) => randomInt(0, most),
): MatrixDocument {
  const seeds = new Map<string, JsonValue>();
  for (const cell of listCells(matrix)) {
    const template = templates.get(cell.model);
    const schema = template === undefined ? undefined : parameterSchemas(template).seed;
    if (schema === undefined || (cell.parameters.seed ?? null) === null) continue;
    seeds.set(cell.key, draw(Math.min(largestSeed, schema.maximum ?? largestSeed)));
  }
  return {
    ...matrix,
    units: matrix.units.map((unit) => ({
      ...unit,
      cells: {
        ...unit.cells,
        ...Object.fromEntries(
          matrix.layers.flatMap(({ name }) => {
            const seed = seeds.get(`${unit.id}/${name}`);
            const own = unit.cells[name];
            return seed === undefined ? [] : [[name, { ...own, parameters: { ...own?.parameters, seed } }]];
          }),
        ),
      },
    })),
  };
}

/** Throws why nothing of a further round can be made: the cells have changed since the first one. */
export function requireWork({ cells, totals }: RunPlan): void {
  if (totals.run > 0) return;
  const failure = cells.find((cell) => cell.failure !== null)?.failure ?? null;
  if (failure !== null) throw fromFailure(failure);
  throw new NotFoundError('cell', 'There is nothing left to make.', {
    hint: 'The cell was locked or left out meanwhile.',
  });
}

/** A plan whose totals are those of so many rounds of it: what is shown and confirmed is the price of all. */
export function timesPlan(plan: RunPlan, rounds: number): RunPlan {
  const { price } = plan.totals;
  const times = (amount: MicroUsd): MicroUsd => sumMicroUsd(Array.from({ length: rounds }, () => amount));
  return {
    ...plan,
    totals: {
      ...plan.totals,
      price: { ...price, lowMicroUsd: times(price.lowMicroUsd), highMicroUsd: times(price.highMicroUsd) },
    },
  };
}

/** How a series of rounds went that all succeeded. */
export interface SeriesEnd {
  rounds: number;
  chargedMicroUsd: MicroUsd;
  tookMs: number;
  rehearsal: boolean;
}

export interface RoundsOptions {
  rounds: number;
  /** Starts a round of which `left` are to follow; `spentMicroUsd` is what the earlier ones have cost. */
  startRound: (left: number, spentMicroUsd: MicroUsd) => Promise<ActiveRun>;
  /** All rounds have succeeded. */
  onMade: (made: SeriesEnd) => void;
  /** A later round could not be started: a limit was reached, or the document was closed. `made` rounds had succeeded. */
  onStopped: (error: unknown, made: number) => void;
}

/**
 * Starts the first round and, each time one has succeeded, the next: every take is made by an ordinary run with its own
 * recipe, reservation and record. A round that failed or was cancelled is the last one.
 */
export async function startRounds({ rounds, startRound, onMade, onStopped }: RoundsOptions): Promise<ActiveRun> {
  let made = 0;

  async function follow(run: ActiveRun, left: number, spentBefore: readonly MicroUsd[]): Promise<void> {
    const record = await run.finished;
    if (record.state !== 'succeeded') return;
    made += 1;
    const spent = [...spentBefore, spentOf(record)];
    if (left === 0) {
      const tookMs = (record.endedAtMs ?? record.startedAtMs) - startedAtMs;
      onMade({ rounds, chargedMicroUsd: sumMicroUsd(spent), tookMs, rehearsal: record.rehearsal });
      return;
    }
    await follow(await startRound(left - 1, sumMicroUsd(spent)), left - 1, spent);
  }

  const first = await startRound(rounds - 1, sumMicroUsd([]));
  const { startedAtMs } = first.record;
  follow(first, rounds - 1, []).catch((error: unknown) => onStopped(error, made));
  return first;
}

function spentOf({ cells }: RunRecord): MicroUsd {
  return sumMicroUsd(cells.map((cell) => cell.costMicroUsd));
}
