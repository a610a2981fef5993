import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../../shared/assist/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { chosenLoras, noLoraEdits, useAssist, useStudio } from '../../studio/index.ts';
import { ConflictNote } from './ConflictNote.tsx';
import { LoraCard } from './LoraCard.tsx';
import { loraConflicts } from './lora-conflicts.ts';
import { withLora, withoutLora, withWeight } from './lora-edits.ts';
import { RejectedLoras } from './RejectedLoras.tsx';
import classes from './AdvicePanel.module.css';

/** The advised LoRAs as cards, and those that were left out with the reason. */
export function LoraSection({ recommendation, isOpen }: { recommendation: Recommendation; isOpen: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { assist } = useStudio();
  const draftEdits = useAssist((state) => state.draft.loras);
  const edits = isOpen ? draftEdits : noLoraEdits;
  const chosen = chosenLoras(edits, recommendation);
  const { rebalancedFrom, fallback } = recommendation.loras;
  // What kept the prompt from being read by a model is told beside the analysis.
  const isTold = fallback?.message === recommendation.analysis.fallback?.message;
  const problems = [...(fallback === null || isTold ? [] : [fallback]), ...recommendation.loras.problems];
  return (
    <section className={classes.section} aria-label={t('assist.lora.title')}>
      <div className={classes.sectionHead}>
        <h3 className={classes.heading}>{t('assist.lora.title')}</h3>
        <span className={classes.soft}>{t(`assist.lora.similarity.${recommendation.loras.similarity}`)}</span>
      </div>
      {chosen.length === 0 ? <p className={classes.soft}>{t('assist.lora.none')}</p> : null}
      {chosen.map((lora) => (
        <LoraCard
          key={lora.id}
          lora={lora}
          {...(isOpen
            ? {
                onWeight: (weight) => assist.change({ loras: withWeight(edits, lora.id, weight) }),
                onRemove: () => assist.change({ loras: withoutLora(edits, lora.id) }),
              }
            : {})}
        />
      ))}
      {rebalancedFrom === null ? null : (
        <p className={classes.soft}>
          {t('assist.lora.rebalanced', {
            total: rebalancedFrom.toLocaleString(language, { maximumFractionDigits: 2 }),
          })}
        </p>
      )}
      {loraConflicts(chosen, recommendation).map((conflict) => (
        <ConflictNote key={conflict.other.id} conflict={conflict} />
      ))}
      {problems.map((problem) => (
        <p key={problem.message} className={classes.soft}>
          {failureText(problem, language).sentence}
        </p>
      ))}
      <RejectedLoras
        recommendation={recommendation}
        chosen={chosen}
        onTake={isOpen ? (id) => assist.change({ loras: withLora(edits, id) }) : null}
      />
    </section>
  );
}
