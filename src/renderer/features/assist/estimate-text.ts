import type { RunEstimate } from '../../../shared/assist/index.ts';
import { formatBytes, formatSeconds, type Translate } from '../../i18n/index.ts';

/** "about 1.2 s", or that nobody can say. */
export function timeText({ seconds }: RunEstimate, t: Translate, language: string): string {
  if (seconds === null) return t('assist.estimate.unknown');
  return t('assist.estimate.about', { time: formatSeconds(seconds.value * 1000, language) });
}

/** How far off earlier forecasts were, and how many runs they stand on. */
export function timeErrorText({ seconds }: RunEstimate, t: Translate, language: string): string {
  if (seconds === null) return t('assist.estimate.elsewhere');
  if (seconds.fromRuns === 0) return t('assist.estimate.guess');
  const runs = t('assist.estimate.runs', { count: seconds.fromRuns });
  const error = seconds.errorPercent;
  const sure =
    error === null
      ? t('assist.estimate.noError')
      : t('assist.estimate.error', {
          percent: new Intl.NumberFormat(language, { style: 'percent' }).format(error / 100),
        });
  return seconds.isCold ? `${sure}, ${runs}, ${t('assist.estimate.cold')}` : `${sure}, ${runs}`;
}

/** "210 MB RAM", labelled by where it lies. */
export function memoryText({ memoryBytes }: RunEstimate, t: Translate, language: string): string {
  if (memoryBytes === null) return t('assist.estimate.unknown');
  return `${formatBytes(memoryBytes.value, language)} ${memoryBytes.kind === 'ram' ? 'RAM' : 'VRAM'}`;
}
