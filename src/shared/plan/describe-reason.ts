import type { PlanReason } from './plan.ts';

/** The reason in plain English, for the command line and logs (the studio has its own catalogue). */
export function describeReason(reason: PlanReason): string {
  switch (reason.kind) {
    case 'no-take':
      return 'no take';
    case 'parameter-changed':
      return `${reason.parameter} changed`;
    case 'model-changed':
      return 'model changed';
    case 'template-changed':
      return 'model template changed';
    case 'input-changed':
      return `file in ${reason.parameter} changed`;
    case 'upstream-changed':
      return `upstream ${reason.cell} changed`;
    case 'rehearsed':
      return 'only rehearsed so far';
    case 'already-paid':
      return 'paid before, to be fetched';
    case 'forced':
      return 'forced';
    case 'up-to-date':
      return 'up to date';
    case 'adopted-file':
      return 'file was put there by hand';
    case 'kept':
      return 'existing file kept';
    case 'locked':
      return 'locked';
    case 'muted':
      return 'muted';
    case 'upstream-outdated':
      return `upstream ${reason.cell} is out of date, but not part of this run`;
    case 'failure':
      return 'cannot run';
    case 'upstream-blocked':
      return `upstream ${reason.cell} is blocked`;
  }
}
