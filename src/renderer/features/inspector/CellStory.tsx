import { Anchor, Button, Group } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBarToUp,
  IconHistory,
  IconKeyOff,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { describeReasons, failureText, useLanguage } from '../../i18n/index.ts';
import { isActive, useDocument, useRuns, useStudio, type CellNow } from '../../studio/index.ts';
import { providerTitles, useCellTrouble, type Trouble } from '../providers/index.ts';
import { cellVerdict, nextActions, type CellVerdict, type NextAction } from '../cell-face/index.ts';
import { UndecidedActions } from './UndecidedActions.tsx';
import { useParameterName } from './use-parameter-name.ts';
import classes from './CellStory.module.css';

/** Why a cell is as it is, and what can be done about it. */
export function CellStory({ cell, now }: { cell: MatrixCell; now: CellNow }) {
  const plannedByKey = useDocument((state) => state.planned);
  const isRunning = useRuns((state) => state.run !== null && isActive(state.run));
  const verdict = cellVerdict(now);
  const { planned, state } = now;
  const actions = planned === null ? [] : nextActions({ planned, state, isRunning, plannedByKey });
  const message = now.live?.message ?? null;
  const trouble = useCellTrouble(isRunning ? null : planned);
  if (verdict === null && actions.length === 0 && message === null) return null;
  return (
    <section className={classes.story} data-tone={verdict?.kind ?? 'plain'}>
      {verdict === null ? null : <Verdict verdict={verdict} />}
      {state === 'unknown' ? <UndecidedActions cell={cell.key} /> : null}
      {message === null ? null : <p className={classes.hint}>{message}</p>}
      {trouble === null ? null : <ProviderTrouble trouble={trouble} />}
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

/** What is wrong with the provider of the cell, with the way to its settings. */
function ProviderTrouble({ trouble: { provider, state } }: { trouble: Trouble }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  return (
    <div className={classes.line} data-trouble={state}>
      <IconKeyOff size={18} aria-hidden className={classes.icon} />
      <p className={classes.sentence}>
        {t(`providers.cell.${state}`, { name: providerTitles[provider] })}.{' '}
        <Anchor component="button" type="button" onClick={() => view.go('settings', 'providers')}>
          {t(state === 'no-key' ? 'providers.addKey' : 'providers.openSettings')}
        </Anchor>
      </p>
    </div>
  );
}

function Verdict({ verdict }: { verdict: CellVerdict }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view } = useStudio();
  switch (verdict.kind) {
    case 'failure': {
      const { sentence, hint } = failureText(verdict.failure, language);
      return (
        <div className={classes.line} role="alert">
          <IconAlertTriangle size={18} aria-hidden className={classes.icon} />
          <div>
            <p className={classes.sentence}>{sentence}</p>
            <p className={classes.hint}>{hint}</p>
          </div>
        </div>
      );
    }
    case 'blocked':
      return (
        <div className={classes.line}>
          <IconAlertTriangle size={18} aria-hidden className={classes.icon} />
          <p className={classes.sentence}>
            {t('inspector.blockedBy', { cell: verdict.by })}{' '}
            <Anchor component="button" type="button" onClick={() => view.select(verdict.by, { focus: true })}>
              {t('run.showCell', { cell: verdict.by })}
            </Anchor>
          </p>
        </div>
      );
    case 'stale':
      return (
        <div className={classes.line}>
          <IconHistory size={18} aria-hidden className={classes.icon} />
          <p className={classes.sentence}>
            {t('matrix.outOfDateBecause', { reasons: describeReasons(verdict.reasons, t) })}
          </p>
        </div>
      );
  }
}

function ActionButton({ action, cell, isMain }: { action: NextAction; cell: MatrixCell; isMain: boolean }) {
  const { t } = useTranslation();
  const { runs, launch } = useStudio();
  const nameOf = useParameterName();
  const variant = isMain ? 'default' : 'transparent';
  switch (action.kind) {
    case 'run':
      return (
        <Button
          variant={variant}
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => void launch.launch({ scope: action.scope })}
        >
          {t(`inspector.${action.label}`)}
        </Button>
      );
    case 'to-front':
      return (
        <Button
          variant="default"
          leftSection={<IconArrowBarToUp size={16} />}
          onClick={() => void runs.moveToFront([cell.key])}
        >
          {t('inspector.toFront')}
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
        <Button
          variant={variant}
          leftSection={<IconPencil size={16} />}
          onClick={() => focusParameter(action.parameter)}
        >
          {t('inspector.goToField', { parameter: nameOf({ name: action.parameter, title: null }) })}
        </Button>
      );
  }
}

const focusable = 'input:not([type="hidden"]), textarea, button';

function focusParameter(name: string): void {
  const row = document.querySelector(`[data-parameter="${CSS.escape(name)}"]`);
  row?.closest('details')?.setAttribute('open', '');
  // The label names the control; a list has none of its own, there its first button or field is meant.
  const named = document.getElementById(row?.querySelector('label')?.htmlFor ?? '');
  const control = named?.matches('input, textarea, button') ? named : named?.querySelector<HTMLElement>(focusable);
  control?.focus();
}
