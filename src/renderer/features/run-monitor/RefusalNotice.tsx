import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FailureData } from '../../../shared/base/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useStudio, type Section } from '../../studio/index.ts';
import { refusalHelp } from './refusal-help.ts';
import classes from './ConfirmDialog.module.css';

/** Why the run was not started, and what to do about it. */
export function RefusalNotice({ refusal }: { refusal: FailureData }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { sentence, hint } = failureText(refusal, language);
  const help = refusalHelp(refusal);
  return (
    <Problem
      sentence={sentence}
      next={help === null ? hint : t(`launch.next.${help.next}`)}
      showSettings={help?.showSettings ?? false}
      section={help?.section}
    />
  );
}

export interface ProblemProps {
  sentence: string;
  next: string;
  showSettings: boolean;
  /** Part of the settings that helps. */
  section?: Section | undefined;
}

/** A reason against a run, announced at once. */
export function Problem({ sentence, next, showSettings, section }: ProblemProps) {
  const { t } = useTranslation();
  const { view } = useStudio();
  return (
    <div className={classes.problem} role="alert" data-notice="refused">
      <IconAlertTriangle size={20} aria-hidden className={classes.problemIcon} />
      <div>
        <p className={classes.sentence}>{sentence}</p>
        <p className={classes.next}>{next}</p>
        {showSettings ? (
          <Button variant="default" size="xs" mt="xs" onClick={() => view.go('settings', section)}>
            {t(section === 'providers' ? 'providers.openSettings' : 'launch.openSettings')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
