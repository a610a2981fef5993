import { useTranslation } from 'react-i18next';
import { failureText, formatBytes, useLanguage } from '../../i18n/index.ts';
import type { Conversion } from '../../studio/index.ts';
import { FailureAlert } from './FailureAlert.tsx';
import classes from './ModelDetails.module.css';

/** What became of smaller weights: their size against the originals', and the parts that were left out. */
export function ConversionResult({ conversion }: { conversion: Exclude<Conversion, { kind: 'running' }> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = t(`models.weights.${conversion.precision}`);
  if (conversion.kind === 'cancelled') {
    return (
      <p className={classes.text} role="status" data-conversion="cancelled">
        {t('models.weights.stopped', { name })}
      </p>
    );
  }
  if ('failure' in conversion.answer) return <FailureAlert failure={conversion.answer.failure} />;
  const { written, leftOut } = conversion.answer.value;
  const total = (sizes: number[]): string =>
    formatBytes(
      sizes.reduce((sum, bytes) => sum + bytes, 0),
      language,
    );
  const after = total(written.map(({ bytes }) => bytes));
  const before = total(written.map(({ sourceBytes }) => sourceBytes));
  return (
    <div role="status" data-conversion="ended">
      <p className={classes.text}>{t('models.weights.done', { name, after, before })}</p>
      {leftOut.length === 0 ? null : (
        <ul className={classes.checks}>
          {leftOut.map(({ component, failure }) => (
            <li key={component}>
              {t('models.weights.leftOut', { component, reason: failureText(failure, language).sentence })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
