import { useTranslation } from 'react-i18next';
import type { PartScores } from '../../../shared/assist/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { roundedScores, scoreNames } from './rounded-scores.ts';
import classes from './ScoreBar.module.css';

/** The four weighted parts of a score, side by side: together they are as long as the score. */
export function ScoreBar({ scores, score }: { scores: PartScores; score: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const rounded = roundedScores(scores, score);
  return (
    <div className={classes.score}>
      <div className={classes.bar} aria-hidden>
        {scoreNames.map((name) => (
          <span key={name} className={classes.part} data-score={name} style={{ width: `${scores[name] * 100}%` }} />
        ))}
      </div>
      <dl className={classes.parts}>
        {scoreNames.map((name) => (
          <div key={name} data-score={name}>
            <dt>{t(`assist.score.${name}`)}</dt>
            <dd>{number.format(rounded[name])}</dd>
          </div>
        ))}
        <div className={classes.total}>
          <dt>{t('assist.score.total')}</dt>
          <dd data-total-score>{number.format(rounded.total)}</dd>
        </div>
      </dl>
    </div>
  );
}
