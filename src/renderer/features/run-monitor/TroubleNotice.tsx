import { Button } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useRuns, useStudio } from '../../studio/index.ts';
import classes from './InterruptedNotice.module.css';

/** Why the run paused by itself, what to mend, and the way on. */
export function TroubleNotice() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { runs } = useStudio();
  const trouble = useRuns((state) => state.run?.trouble ?? null);
  if (trouble === null) return null;
  const { sentence, hint } = failureText(trouble, language);
  return (
    <div className={classes.notice} role="alert" data-notice="trouble">
      <IconPlugConnectedX size={18} aria-hidden />
      <span className={classes.text}>
        <strong>{t('queue.trouble')}</strong> {sentence} {t('queue.troubleNext')} <span>{hint}</span>
      </span>
      <Button
        size="xs"
        data-action="resume-trouble"
        leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
        onClick={() => void runs.resume()}
      >
        {t('queue.resume')}
      </Button>
    </div>
  );
}
