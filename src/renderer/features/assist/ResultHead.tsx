import { Button } from '@mantine/core';
import { IconEyeOff, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Generation } from '../../../shared/assist/index.ts';
import type { CellState } from '../../../shared/run/index.ts';
import { useAssist, useStudio } from '../../studio/index.ts';
import { ContactSheetButton } from './ContactSheetButton.tsx';
import { fewestCompared } from './blind-pick.ts';
import { isUnderWay } from './picture-state.ts';
import { UseInMatrix } from './UseInMatrix.tsx';
import classes from './ResultStage.module.css';

export interface ResultHeadProps {
  generation: Generation;
  states: readonly CellState[];
  /** How many pictures are chosen to be compared. */
  compared: number;
  onPick: () => void;
}

/** The prompt of a generation, how far it is, and what can be done with its pictures. */
export function ResultHead({ generation, states, compared, onPick }: ResultHeadProps) {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const busy = useAssist((state) => state.busy);
  const done = states.filter((state) => state === 'succeeded').length;
  const isBusy = states.some(isUnderWay);
  return (
    <div className={classes.head}>
      <p className={classes.prompt}>{generation.prompt}</p>
      <p className={classes.progress} role="status">
        {isBusy
          ? t('assist.result.progress', { done, total: states.length })
          : t('assist.result.done', { count: done, total: states.length })}
      </p>
      {compared < fewestCompared ? null : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconEyeOff size={16} aria-hidden />}
          data-action="blind-pick"
          onClick={onPick}
        >
          {t('assist.blind.open', { count: compared })}
        </Button>
      )}
      {isBusy ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          data-action="cancel-generation"
          onClick={() => void assist.cancel()}
        >
          {t('assist.result.cancel')}
        </Button>
      ) : done === states.length ? null : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          // Not disabled: that would take the focus away, and the dialog could not give it back.
          aria-disabled={busy !== null}
          data-action="resume-generation"
          onClick={() => void assist.resume()}
        >
          {t('assist.result.resume')}
        </Button>
      )}
      {done > 1 && !isBusy ? <ContactSheetButton name={generation.id} /> : null}
      {done > 0 ? <UseInMatrix generation={generation} /> : null}
    </div>
  );
}
