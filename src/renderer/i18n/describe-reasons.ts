import { assertNever } from '../../shared/base/index.ts';
import type { PlanReason } from '../../shared/plan/index.ts';
import type { Translate } from './i18n.ts';

/** A reason of the plan in the reader's language. */
function describeReason(reason: PlanReason, t: Translate): string {
  switch (reason.kind) {
    case 'parameter-changed':
    case 'input-changed':
      return t(`reason.${reason.kind}`, { parameter: reason.parameter });
    case 'upstream-changed':
    case 'upstream-blocked':
    case 'upstream-outdated':
      return t(`reason.${reason.kind}`, { cell: reason.cell });
    case 'no-take':
    case 'model-changed':
    case 'template-changed':
    case 'rehearsed':
    case 'already-paid':
    case 'forced':
    case 'up-to-date':
    case 'adopted-file':
    case 'kept':
    case 'locked':
    case 'muted':
    case 'failure':
      return t(`reason.${reason.kind}`);
    default:
      return assertNever(reason);
  }
}

/** All reasons, one after the other. */
export function describeReasons(reasons: readonly PlanReason[], t: Translate): string {
  return reasons.map((reason) => describeReason(reason, t)).join(', ');
}
