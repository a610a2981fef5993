import { Group } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chord } from '../../commands/index.ts';
import { isActive, useDocument, useRuns, useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { RehearseButton } from './RehearseButton.tsx';
import { RunButton } from './RunButton.tsx';
import { RunProgress } from './RunProgress.tsx';

/** What can be run and at which price; while something runs, how far it is. */
export function RunBar() {
  const { t } = useTranslation();
  const { launch } = useStudio();
  const hasPlan = useDocument((state) => state.plan !== null);
  const isRunning = useRuns((state) => state.run !== null && isActive(state.run));
  if (isRunning) return <RunProgress />;
  return (
    <Group gap="xs" wrap="nowrap">
      <IconAction
        label={t('run.why')}
        hint={<Chord chord="p" />}
        icon={<IconListDetails size={20} stroke={1.75} />}
        disabled={!hasPlan}
        onClick={() => void launch.review()}
      />
      <RehearseButton />
      <RunButton />
    </Group>
  );
}
