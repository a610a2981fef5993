import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../../shared/assist/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useDocument } from '../../studio/index.ts';
import classes from './AnalysisSummary.module.css';

/** How the prompt was read, and which model suits it. */
export function AnalysisSummary({ recommendation }: { recommendation: Recommendation }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { analysis, baseModel } = recommendation;
  const { artisticStyle, contentType, qualityLevel } = analysis.intent;
  const template = useDocument((state) => state.templates.get(baseModel.id) ?? null);
  return (
    <section className={classes.summary} aria-label={t('assist.analysis.label')}>
      <dl className={classes.facts}>
        <Fact name={t('assist.analysis.style')}>
          {artisticStyle === null ? t('assist.analysis.noStyle') : t(`assist.style.${artisticStyle}`)}
        </Fact>
        <Fact name={t('assist.analysis.content')}>
          {contentType === null ? t('assist.analysis.noContent') : t(`assist.content.${contentType}`)}
        </Fact>
        <Fact name={t('assist.analysis.quality')}>{t(`assist.quality.${qualityLevel}`)}</Fact>
        <Fact name={t('assist.analysis.complexity')}>{t(`assist.complexity.${analysis.complexity.category}`)}</Fact>
        <Fact name={t('assist.analysis.model')}>{template?.title ?? baseModel.id}</Fact>
        <Fact name={t('assist.analysis.by')}>{t(`assist.analysis.reader.${analysis.by}`)}</Fact>
      </dl>
      {analysis.fallback === null ? null : (
        <p className={classes.fallback} data-fallback={analysis.fallback.kind}>
          {t('reader.fallback')} {failureText(analysis.fallback, language).sentence}
        </p>
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
