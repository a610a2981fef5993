import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useLaunch, usePart, useStudio, useView } from '../../studio/index.ts';
import { runButtonText } from './run-button-text.ts';
import { PartPicker } from './PartPicker.tsx';
import classes from './RunBar.module.css';

/** The run button with its number of cells and price; the arrow beside it chooses the part that it runs. */
export function RunButton() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { launch } = useStudio();
  const plan = usePart((state) => state.plan);
  const planFailure = usePart((state) => state.failure);
  const isFollowing = usePart((state) => state.part.kind === 'selection');
  const hasSelection = useView((state) => state.selection.size > 0);
  const isBusy = useLaunch((state) => state.busy);
  const { text, canRun } =
    planFailure !== null
      ? { text: failureText(planFailure, language).sentence, canRun: false }
      : isFollowing && !hasSelection
        ? { text: t('launch.picker.selectFirst'), canRun: false }
        : runButtonText(plan, t, language);
  return (
    <Button.Group className={classes.button ?? ''}>
      <Button
        data-action="run"
        className={classes.run ?? ''}
        leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
        disabled={!canRun || isBusy}
        title={text}
        aria-busy={isBusy}
        onClick={() => void launch.launch()}
      >
        {text}
      </Button>
      <PartPicker />
    </Button.Group>
  );
}
