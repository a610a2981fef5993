import type { FailureData } from '../../../shared/base/index.ts';
import type { Section } from '../../studio/index.ts';

/** What to do about a refused run: its sentence under `launch.next`, and the buttons that help. */
export interface RefusalHelp {
  next: 'budget' | 'confirm' | 'notConfigured' | 'noEngine' | 'runningElsewhere' | 'alreadyRunning';
  /** The limit is set there. */
  showSettings: boolean;
  /** Part of the settings that helps. */
  section?: Section;
  /** The run can be confirmed again as it is now. */
  canConfirm: boolean;
  /** A rehearsal is not refused for the same reason. */
  canRehearse: boolean;
}

const budget: RefusalHelp = { next: 'budget', showSettings: true, canConfirm: false, canRehearse: true };

/** Help for a failure of `run.start`; null where the failure's own hint is all there is to say. */
export function refusalHelp({ code, kind }: Pick<FailureData, 'code' | 'kind'>): RefusalHelp | null {
  const plain = { showSettings: false, canConfirm: false };
  switch (`${code}/${kind}`) {
    case 'BudgetExceededError/cap':
    case 'BudgetExceededError/day-cap':
    case 'BudgetExceededError/month-cap':
      return budget;
    case 'ConfirmationRequiredError/paid':
    case 'ConfirmationRequiredError/unknown-price':
      return { next: 'confirm', showSettings: false, canConfirm: true, canRehearse: true };
    case 'ProviderUnavailableError/not-configured':
    case 'KeyStoreError/locked':
      return {
        next: 'notConfigured',
        showSettings: true,
        section: 'providers',
        canConfirm: false,
        canRehearse: true,
      };
    case 'ProviderUnavailableError/no-engine':
      return { ...plain, next: 'noEngine', canRehearse: true };
    case 'DocumentConflictError/running-elsewhere':
      return { next: 'runningElsewhere', showSettings: false, canConfirm: true, canRehearse: false };
    case 'DocumentConflictError/already-running':
      return { next: 'alreadyRunning', showSettings: false, canConfirm: true, canRehearse: false };
    default:
      return null;
  }
}
