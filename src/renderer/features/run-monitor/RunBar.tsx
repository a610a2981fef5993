import { Group } from '@mantine/core';
import { IconListDetails, IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../../commands/index.ts';
import { isActive, useDocument, useRuns, useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { BlockedMark, PartChip } from './PartChip.tsx';
import { RehearseButton } from './RehearseButton.tsx';
import { RunButton } from './RunButton.tsx';
import { RunProgress } from './RunProgress.tsx';
import classes from './RunBar.module.css';

/** What can be run and at which price; while something runs, how far it is. */
export function RunBar() {
  const { t } = useTranslation();
  const { launch, view } = useStudio();
  const hasPlan = useDocument((state) => state.plan !== null);
  const isRunning = useRuns((state) => state.run !== null && isActive(state.run));
  const hasRun = useRuns((state) => state.run !== null);
  if (isRunning) return <RunProgress />;
  return (
    <Group gap="xs" wrap="nowrap" className={classes.bar ?? ''} data-shrinks>
      <IconAction
        label={t('run.why')}
        hint={<CommandChord command="plan" />}
        icon={<IconListDetails size={20} stroke={1.75} />}
        disabled={!hasPlan}
        onClick={() => void launch.review()}
      />
      <IconAction
        label={t('queue.lastRun')}
        hint={<CommandChord command="queue" />}
        icon={<IconStack2 size={20} stroke={1.75} />}
        disabled={!hasRun}
        data-action="queue"
        onClick={() => view.toggleQueue()}
      />
      <BlockedMark />
      <PartChip />
      <RehearseButton />
      <RunButton />
    </Group>
  );
}
