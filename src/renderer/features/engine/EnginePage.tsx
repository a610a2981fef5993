import { Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useEngine, useStudio } from '../../studio/index.ts';
import { FailedBlank } from '../../ui/index.ts';
import classes from './EnginePage.module.css';
import { EngineFacts } from './EngineFacts.tsx';
import { EngineHead } from './EngineHead.tsx';
import { EngineSettingsForm } from './EngineSettingsForm.tsx';
import { MemorySection } from './MemorySection.tsx';
import { ResidentModels } from './ResidentModels.tsx';
import { StepDowns } from './StepDowns.tsx';

/** What the engine of this machine does and holds, and how it may use the machine. */
export function EnginePage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { engine } = useStudio();
  const phase = useEngine((state) => state.phase);
  const overview = useEngine((state) => state.overview);
  useEffect(() => engine.watch(), [engine]);
  if (phase.kind === 'failed') {
    const { whole } = failureText(phase.failure, language);
    return (
      <FailedBlank
        title={t('engine.failedTitle')}
        hint={whole}
        retryLabel={t('common.retry')}
        onRetry={() => void engine.refresh()}
      />
    );
  }
  return (
    <div className={classes.scroller}>
      <div className={classes.page}>
        {overview === null ? (
          <>
            <h1 className={classes.title}>{t('engine.title')}</h1>
            <Skeleton height="24rem" radius="md" role="status" aria-label={t('common.loading')} />
          </>
        ) : (
          <>
            <EngineHead status={overview.status} />
            <div className={classes.columns}>
              <div className={classes.column}>
                <MemorySection status={overview.status} />
                <ResidentModels models={overview.status.models} />
                <StepDowns status={overview.status} />
              </div>
              <div className={classes.column}>
                <EngineSettingsForm overview={overview} />
                <EngineFacts status={overview.status} />
              </div>
            </div>
          </>
        )}
      </div>
    </div>
  );
}
