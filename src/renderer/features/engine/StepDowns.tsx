import { useTranslation } from 'react-i18next';
import type { EngineStatus } from '../../../shared/local-engine/index.ts';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import classes from './EnginePage.module.css';

/** Jobs that ran out of memory and went on with less of their model in it; nothing where that never happened. */
export function StepDowns({ status }: { status: EngineStatus }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (status.stepDowns.length === 0) return null;
  return (
    <section className={classes.section} data-section="step-downs">
      <h2 className={classes.heading}>{t('engine.stepDowns.title')}</h2>
      <ul className={classes.plain}>
        {status.stepDowns
          .map(({ atMs, folder, from, to, reason }) => (
            <li key={`${atMs} ${folder} ${to}`}>
              {t('engine.stepDowns.line', {
                model: nameOf(folder),
                from: t(`engine.strategy.${from}`),
                to: t(`engine.strategy.${to}`),
              })}
              <p className={classes.soft}>
                {formatMoment(new Date(atMs).toISOString(), language)} · {reason}
              </p>
            </li>
          ))
          .reverse()}
      </ul>
    </section>
  );
}

/** Last part of a path, of whichever system. */
function nameOf(folder: string): string {
  return folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder;
}
