import { useTranslation } from 'react-i18next';
import type { DocumentDifference } from '../../../shared/matrix/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import type { Comparison } from '../../studio/index.ts';
import classes from './Recovery.module.css';

/** What unsaved changes change, value by value. */
export function Differences({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (comparison.kind === 'failed') {
    return (
      <p className={classes.failed} role="alert">
        {failureText(comparison.failure, language).sentence}
      </p>
    );
  }
  const { differences, total } = comparison;
  if (total === 0) return <p className={classes.hint}>{t('documents.recovery.same')}</p>;
  return (
    <ul className={classes.differences} data-differences={total}>
      {differences.map((difference) => (
        <Difference key={`${difference.part} ${difference.name} ${difference.change}`} difference={difference} />
      ))}
      {total > differences.length ? (
        <li className={classes.hint}>{t('documents.recovery.more', { count: total - differences.length })}</li>
      ) : null}
    </ul>
  );
}

function Difference({ difference: { part, name, change, fields } }: { difference: DocumentDifference }) {
  const { t } = useTranslation();
  const nothing = t('documents.recovery.nothing');
  return (
    <li>
      <span className={classes.part}>
        {t(`documents.recovery.part.${part}`, { name })} · {t(`documents.recovery.change.${change}`)}
      </span>
      {fields.map((field) => (
        <div key={field.name} className={classes.field}>
          <span className={classes.fieldName}>{field.name}</span>
          {field.before === null ? <span className={classes.none}>{nothing}</span> : <del>{field.before}</del>}
          {field.after === null ? <span className={classes.none}>{nothing}</span> : <ins>{field.after}</ins>}
        </div>
      ))}
    </li>
  );
}
