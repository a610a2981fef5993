import { Alert, Skeleton } from '@mantine/core';
import { IconBulb, IconSparkles } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../../shared/assist/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { isFresh, useAssist, useDocument, useStudio } from '../../studio/index.ts';
import { Blank, BusyButton, FailedBlank } from '../../ui/index.ts';
import { AnalysisSummary } from './AnalysisSummary.tsx';
import { Estimates } from './Estimates.tsx';
import { ExplanationSection } from './ExplanationSection.tsx';
import { LoraSection } from './LoraSection.tsx';
import { ManualSettings } from './ManualSettings.tsx';
import { picturePrice } from './picture-price.ts';
import { ParameterSection } from './ParameterSection.tsx';
import { useBatch } from './use-batch.ts';
import classes from './AdvicePanel.module.css';

/** What is advised for the prompt and why; in assisted mode it can be changed, in automatic mode it tells what was done. */
export function AdvicePanel() {
  const { t } = useTranslation();
  const mode = useAssist((state) => state.draft.mode);
  return (
    <aside className={classes.panel} aria-label={t(mode === 'manual' ? 'assist.manual.title' : 'assist.advice.title')}>
      {mode === 'manual' ? <ManualSettings /> : mode === 'auto' ? <DoneAdvice /> : <PresentAdvice />}
    </aside>
  );
}

/** What the shown picture was made by. */
function DoneAdvice() {
  const { t } = useTranslation();
  const recommendation = useAssist((state) => state.generation?.recommendation ?? null);
  const busy = useAssist((state) => state.busy);
  if (recommendation !== null) return <Advice recommendation={recommendation} isOpen={false} />;
  if (busy !== null) return <LoadingAdvice />;
  return (
    <Blank icon={<IconBulb size={32} />} title={t('assist.advice.autoTitle')} hint={t('assist.advice.autoHint')} />
  );
}

function PresentAdvice() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { assist } = useStudio();
  const advice = useAssist((state) => state.advice);
  switch (advice.kind) {
    case 'none':
      return <Blank icon={<IconBulb size={32} />} title={t('assist.advice.none')} hint={t('assist.advice.noneHint')} />;
    case 'loading':
      return <LoadingAdvice />;
    case 'failed': {
      const { whole } = failureText(advice.failure, language);
      return (
        <FailedBlank
          title={t('assist.advice.failed')}
          hint={whole}
          retryLabel={t('common.retry')}
          onRetry={() => void assist.advise()}
        />
      );
    }
    case 'ready':
      return (
        <>
          <Advice recommendation={advice.recommendation} isOpen />
          <AdviceFoot recommendation={advice.recommendation} />
        </>
      );
  }
}

function LoadingAdvice() {
  const { t } = useTranslation();
  return (
    <div className={classes.scroller} role="status" aria-label={t('assist.advice.loading')}>
      <Skeleton height="2.5rem" radius="md" />
      <Skeleton height="9rem" radius="md" />
      <Skeleton height="14rem" radius="md" />
    </div>
  );
}

function Advice({ recommendation, isOpen }: { recommendation: Recommendation; isOpen: boolean }) {
  return (
    <div className={classes.scroller} data-advice={recommendation.id}>
      <AnalysisSummary recommendation={recommendation} />
      <LoraSection recommendation={recommendation} isOpen={isOpen} />
      <ParameterSection recommendation={recommendation} isOpen={isOpen} />
      <ExplanationSection explanation={recommendation.explanation} />
    </div>
  );
}

/** What it will take, and the way on. */
function AdviceFoot({ recommendation }: { recommendation: Recommendation }) {
  const { t } = useTranslation();
  const { pictures, start } = useBatch();
  const fresh = useAssist(isFresh);
  const busy = useAssist((state) => state.busy);
  const draft = useAssist((state) => state.draft);
  const template = useDocument((state) => state.templates.get(recommendation.params.model) ?? null);
  const price = template === null ? null : picturePrice(draft, recommendation, template);
  return (
    <footer className={classes.foot}>
      {fresh ? (
        <Estimates estimate={recommendation.params.estimate} price={price} />
      ) : (
        <Alert color="yellow" p="xs" role="status">
          {t('assist.advice.stale')}
        </Alert>
      )}
      <BusyButton
        fullWidth
        variant={fresh ? 'filled' : 'default'}
        leftSection={fresh ? <IconSparkles size={18} aria-hidden /> : <IconBulb size={18} aria-hidden />}
        isBusy={busy !== null}
        data-action={fresh ? 'review' : 'advise-again'}
        onClick={start}
      >
        {!fresh
          ? t('assist.next.again')
          : pictures === null || pictures === 1
            ? t('assist.next.review')
            : t('axes.review', { count: pictures })}
      </BusyButton>
    </footer>
  );
}
