import { join } from 'node:path';
import type { CostAlert } from '../../shared/contract/index.ts';
import { createCostBook, createCosts, createHistory, type Costs, type History } from '../cost/index.ts';
import {
  createDiskReserve,
  isProcessAlive,
  systemClock,
  type Connection,
  type Logger,
  type Redactor,
} from '../platform/index.ts';
import { createLedger, type Ledger } from '../run/index.ts';
import type { EventHub } from './event-hub.ts';

/** What is written down of money and of inferences. */
export interface Records {
  ledger: Ledger;
  costs: Costs;
  history: History;
  /** Tells when a limit of spending is reached. Returns an unsubscribe. */
  onCostAlert: (tell: (alert: CostAlert) => void) => () => void;
}

export interface RecordsOptions {
  home: string;
  database: Connection;
  events: EventHub;
  redactor: Redactor;
  log: Logger;
  /** Whether costs are shown and booked by day; the ledger, which keeps from paying twice, is always kept. */
  hasCosts: boolean;
}

/** Ledger, cost book and history over one database. */
export function createRecords({ home, database, events, redactor, log, hasCosts }: RecordsOptions): Records {
  const alerts = new Set<(alert: CostAlert) => void>([(alert) => events.publish({ type: 'costs.alerted', alert })]);
  const book = createCostBook(database, {
    isOn: hasCosts,
    onBooked: () => events.publish({ type: 'costs.changed' }),
    onAlert: (alert) => alerts.forEach((tell) => tell(alert)),
  });
  const ledger = createLedger(database, systemClock, {
    reserve: createDiskReserve(join(home, 'reserve.bin')),
    book,
  });
  const costs = createCosts(database, {
    isOn: hasCosts,
    clock: systemClock,
    spentSince: (startMs) => ledger.spentSince(startMs),
  });
  const history = createHistory(database, {
    folder: join(home, 'logs'),
    clock: systemClock,
    redactor,
    hasAmounts: hasCosts,
    onChange: () => events.publish({ type: 'history.changed' }),
    onError: (error) => log.error({ err: error }, 'the history could not be written'),
  });
  history.tidy(isProcessAlive);
  return {
    ledger,
    costs,
    history,
    onCostAlert(tell) {
      alerts.add(tell);
      return () => alerts.delete(tell);
    },
  };
}
