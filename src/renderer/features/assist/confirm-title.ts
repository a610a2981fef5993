import type { Translate } from '../../i18n/index.ts';
import type { PlannedGeneration } from '../../studio/index.ts';

/** The question before a start. */
export function confirmTitle({ wanted, pictures }: PlannedGeneration, t: Translate): string {
  const count = pictures.length;
  switch (wanted.kind) {
    case 'new':
      return t('assist.confirm.title', { count });
    case 'rest':
      return t('onceMore.title.rest', { count });
    case 'again':
      return t('onceMore.title.again');
  }
}
