import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import { useJobs, useStudio } from '../../studio/index.ts';

/** What can be done about a cell whose paid request may have been charged. */
export function UndecidedActions({ cell }: { cell: CellKey }) {
  const { t } = useTranslation();
  const { jobs } = useStudio();
  const job = useJobs((state) => state.open.find((each) => each.cell === cell && each.state === 'unknown') ?? null);
  const isDeciding = useJobs((state) => job !== null && state.deciding.has(job.id));
  if (job === null) return null;
  return (
    <Group gap="xs">
      <Button disabled={isDeciding} aria-busy={isDeciding} onClick={() => void jobs.decide(job.id, 'look-again')}>
        {t('jobs.lookAgain')}
      </Button>
      <Button variant="default" disabled={isDeciding} onClick={() => void jobs.decide(job.id, 'release')}>
        {t('jobs.release')}
      </Button>
    </Group>
  );
}
