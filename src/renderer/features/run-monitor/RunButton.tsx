import { Button, Group } from '@mantine/core';
import { IconListDetails, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chord } from '../../commands/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useDocument, useRuns, useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { runButtonText } from './run-button-text.ts';
import classes from './RunBar.module.css';

/** The run button with its number of cells and price, and beside it the reasons. */
export function RunButton() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { runs, view } = useStudio();
  const plan = useDocument((state) => state.plan);
  const planFailure = useDocument((state) => state.planFailure);
  const isStarting = useRuns((state) => state.starting);
  const { text, canRun } =
    planFailure === null
      ? runButtonText(plan, t, language)
      : { text: failureText(planFailure, language).sentence, canRun: false };
  return (
    <Group gap="xs" wrap="nowrap">
      <IconAction
        label={t('run.why')}
        hint={<Chord chord="p" />}
        icon={<IconListDetails size={20} stroke={1.75} />}
        disabled={plan === null}
        onClick={() => view.open({ kind: 'plan' })}
      />
      <Button
        data-action="run"
        className={classes.run ?? ''}
        leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
        disabled={!canRun || isStarting}
        aria-busy={isStarting}
        onClick={() => void runs.start({ kind: 'all' })}
      >
        {text}
      </Button>
    </Group>
  );
}
