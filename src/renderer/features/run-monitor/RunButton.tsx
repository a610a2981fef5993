import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useDocument, useLaunch, useStudio } from '../../studio/index.ts';
import { runButtonText } from './run-button-text.ts';
import { RunMenu } from './RunMenu.tsx';
import classes from './RunBar.module.css';

/** The run button with its number of cells and price; the arrow beside it runs a part only. */
export function RunButton() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { launch } = useStudio();
  const plan = useDocument((state) => state.plan);
  const planFailure = useDocument((state) => state.planFailure);
  const isBusy = useLaunch((state) => state.busy);
  const { text, canRun } =
    planFailure === null
      ? runButtonText(plan, t, language)
      : { text: failureText(planFailure, language).sentence, canRun: false };
  return (
    <Button.Group>
      <Button
        data-action="run"
        className={classes.run ?? ''}
        leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
        disabled={!canRun || isBusy}
        aria-busy={isBusy}
        onClick={() => void launch.launch()}
      >
        {text}
      </Button>
      <RunMenu />
    </Button.Group>
  );
}
