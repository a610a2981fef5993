import { useTranslation } from 'react-i18next';
import type { PromptAnalysis } from '../../../shared/assist/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useAssist } from '../../studio/index.ts';
import { conceptFamilies } from './prompt-marks.ts';
import classes from './ConceptLine.module.css';

/** What was understood of the prompt, in words: the marks in the text are for eyes only. */
export function ConceptLine() {
  const { t } = useTranslation();
  const language = useLanguage();
  const analysis = useAssist((state) => state.analysis);
  const failure = useAssist((state) => state.readingFailure);
  if (failure !== null) return <p className={classes.hint}>{failureText(failure, language).sentence}</p>;
  if (analysis === null) return <p className={classes.hint}>{t('assist.concepts.none')}</p>;
  if (analysis.concepts.length === 0) return <p className={classes.hint}>{t('assist.concepts.nothing')}</p>;
  return (
    <ul className={classes.line} aria-label={t('assist.concepts.label')}>
      {conceptsOnce(analysis).map(({ category, text, canonical, weight }) => (
        <li key={`${category} ${canonical}`} className={classes.concept} data-family={conceptFamilies[category]}>
          <span className={classes.category}>{t(`assist.concepts.category.${category}`)}</span>
          {text}
          {weight === 1 ? null : <span className={classes.weight}>×{weight.toLocaleString(language)}</span>}
        </li>
      ))}
    </ul>
  );
}

function conceptsOnce({ concepts }: PromptAnalysis): PromptAnalysis['concepts'] {
  return [...new Map(concepts.map((each) => [`${each.category} ${each.canonical}`, each])).values()];
}
