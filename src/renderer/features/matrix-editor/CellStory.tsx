import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconHistory, IconPencil, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { describeReasons, failureText, useLanguage } from '../../i18n/index.ts';
import { isActive, useDocument, useRuns, useStudio, type CellNow } from '../../studio/index.ts';
import { nextActions, type NextAction } from './next-actions.ts';
import { useParameterName } from './use-parameter-name.ts';
import classes from './CellStory.module.css';

/** Why a cell is as it is, and what can be done about it. */
export function CellStory({ cell, now }: { cell: MatrixCell; now: CellNow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const plannedByKey = useDocument((state) => state.planned);
  const isRunning = useRuns((state) => state.starting || (state.run !== null && isActive(state.run)));
  const { planned, lastRun, state, stale } = now;
  const leftFailure = state === 'failed' || state === 'blocked' || state === 'unknown' ? lastRun?.failure : null;
  const failure = leftFailure ?? planned?.failure ?? null;
  const told = failure === null ? null : failureText(failure, language);
  const waiting = planned?.why.find((reason) => reason.kind === 'upstream-blocked');
  const actions = planned === null ? [] : nextActions({ planned, state, isRunning, plannedByKey });
  if (told === null && !stale && waiting === undefined && actions.length === 0 && lastRun?.message == null) return null;
  return (
    <section className={classes.story} data-tone={told !== null ? 'bad' : stale || waiting !== undefined ? 'warn' : 'plain'}>
      {told === null ? null : (
        <div className={classes.line} role="alert">
          <IconAlertTriangle size={18} aria-hidden className={classes.icon} />
          <div>
            <p className={classes.sentence}>{told.sentence}</p>
            <p className={classes.hint}>{told.hint}</p>
          </div>
        </div>
      )}
      {told === null && stale ? (
        <div className={classes.line}>
          <IconHistory size={18} aria-hidden className={classes.icon} />
          <p className={classes.sentence}>
            {t('matrix.outOfDateBecause', { reasons: describeReasons(planned?.why ?? [], t) })}
          </p>
        </div>
      ) : null}
      {told === null && waiting !== undefined ? (
        <p className={classes.sentence}>{describeReasons([waiting], t)}</p>
      ) : null}
      {now.live?.message == null ? null : <p className={classes.hint}>{now.live.message}</p>}
      {actions.length === 0 ? null : (
        <Group gap="xs">
          {actions.map((action, index) => (
            <ActionButton key={JSON.stringify(action)} action={action} cell={cell} isMain={index === 0} />
          ))}
        </Group>
      )}
    </section>
  );
}

function ActionButton({ action, cell, isMain }: { action: NextAction; cell: MatrixCell; isMain: boolean }) {
  const { t } = useTranslation();
  const { runs } = useStudio();
  const nameOf = useParameterName();
  const variant = isMain ? 'default' : 'transparent';
  switch (action.kind) {
    case 'run':
      return (
        <Button variant={variant} leftSection={<IconPlayerPlay size={16} />} onClick={() => void runs.start(action.scope)}>
          {t(`inspector.${action.label}`)}
        </Button>
      );
    case 'cancel':
      return (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} />}
          onClick={() => void runs.cancelCell(cell.key)}
        >
          {t('inspector.cancelCell')}
        </Button>
      );
    case 'change':
      return (
        <Button variant={variant} leftSection={<IconPencil size={16} />} onClick={() => focusParameter(action.parameter)}>
          {t('inspector.goToField', { parameter: nameOf({ name: action.parameter, title: null }) })}
        </Button>
      );
  }
}

function focusParameter(name: string): void {
  const row = document.querySelector(`[data-parameter="${CSS.escape(name)}"]`);
  row?.querySelector<HTMLElement>('input, textarea, button')?.focus();
}
