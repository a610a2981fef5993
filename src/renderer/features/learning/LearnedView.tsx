import { Alert, Skeleton } from '@mantine/core';
import { IconSchool } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useLearning, useStudio } from '../../studio/index.ts';
import { Blank, FailedBlank } from '../../ui/index.ts';
import { CombinationTable } from './CombinationTable.tsx';
import { HabitTable } from './HabitTable.tsx';
import { LearnedLoras } from './LearnedLoras.tsx';
import { LearningActions } from './LearningActions.tsx';
import classes from './LearnedView.module.css';

/** What ratings and changes have taught the assistant, how far that moves its advice, and how to take it back. */
export function LearnedView() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { learning } = useStudio();
  const phase = useLearning((state) => state.phase);
  const insights = useLearning((state) => state.insights);
  useEffect(() => void learning.refresh(), [learning]);
  if (phase.kind === 'failed') {
    const { whole } = failureText(phase.failure, language);
    return (
      <FailedBlank
        title={t('learning.failed')}
        hint={whole}
        retryLabel={t('common.retry')}
        onRetry={() => void learning.refresh()}
      />
    );
  }
  if (insights === null) return <Skeleton height="16rem" radius="md" role="status" aria-label={t('common.loading')} />;
  const isEmpty = insights.loras.length + insights.combinations.length + insights.habits.length === 0;
  return (
    <div className={classes.view} data-learning={insights.isEnabled ? 'on' : 'off'}>
      <LearningActions insights={insights} />
      {insights.problem === null ? null : (
        <Alert color="red" role="alert">
          {failureText(insights.problem, language).whole}
        </Alert>
      )}
      {isEmpty ? (
        <Blank icon={<IconSchool size={32} />} title={t('learning.empty')} hint={t('learning.emptyHint')} />
      ) : (
        <>
          <LearnedLoras loras={insights.loras} />
          <CombinationTable combinations={insights.combinations} />
          <HabitTable habits={insights.habits} />
        </>
      )}
    </div>
  );
}
