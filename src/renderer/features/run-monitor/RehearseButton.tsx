import { Button, Tooltip } from '@mantine/core';
import { IconMasksTheater } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../../commands/index.ts';
import { useDocument, useLaunch, useStudio } from '../../studio/index.ts';
import classes from './RunBar.module.css';

/** Runs the chosen part as a rehearsal: placeholders instead of paid results. */
export function RehearseButton() {
  const { t } = useTranslation();
  const { launch } = useStudio();
  const canRehearse = useDocument((state) => (state.plan?.cells.length ?? 0) > 0);
  const isBusy = useLaunch((state) => state.busy);
  return (
    <Tooltip
      label={
        <>
          {t('launch.rehearseHint')} <CommandChord command="rehearse" />
        </>
      }
    >
      <Button
        variant="default"
        className={classes.rehearse ?? ''}
        data-action="rehearse"
        leftSection={<IconMasksTheater size={18} stroke={1.75} aria-hidden />}
        disabled={!canRehearse || isBusy}
        onClick={() => void launch.launch({ rehearse: true })}
      >
        <span className={classes.rehearseName}>{t('launch.rehearse')}</span>
      </Button>
    </Tooltip>
  );
}
