import { Button, Group } from '@mantine/core';
import { IconMasksTheater, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/index.ts';
import { useLaunch, useStudio } from '../../studio/index.ts';
import { runButtonText } from './run-button-text.ts';
import classes from './PlanDialog.module.css';

/** Starts what the dialog shows. */
export function PlanFooter() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { launch } = useStudio();
  const { plan, choices, busy } = useLaunch((state) => state);
  const { text, canRun } = runButtonText(plan, t, language);
  return (
    <Group justify="flex-end" className={classes.footer ?? ''}>
      <Button
        data-action="run-plan"
        leftSection={
          choices.rehearse ? (
            <IconMasksTheater size={18} stroke={1.75} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={14} aria-hidden />
          )
        }
        disabled={!canRun || busy}
        onClick={() => void launch.launch(choices)}
      >
        {text}
      </Button>
    </Group>
  );
}
