import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isKnownParameter } from '../../i18n/index.ts';
import { isActive, useDocument, useRuns, useStudio, type CellNow } from '../../studio/index.ts';
import { nextActions } from './next-actions.ts';
import classes from './CellStatus.module.css';

/** The first thing that can be done about a cell that did not get done, as a button on the cell itself. */
export function CellRemedy({ now: { planned, state } }: { now: CellNow }) {
  const { t } = useTranslation();
  const { launch, view } = useStudio();
  const plannedByKey = useDocument((each) => each.planned);
  const isRunning = useRuns((each) => each.run !== null && isActive(each.run));
  if (planned === null) return null;
  const action = nextActions({ planned, state, isRunning, plannedByKey })[0];
  if (action === undefined || action.kind === 'cancel' || action.kind === 'to-front') return null;
  const name = action.kind === 'change' ? action.parameter : '';
  const label =
    action.kind === 'run'
      ? t(`cells.${action.label}`)
      : t('inspector.goToField', { parameter: isKnownParameter(name) ? t(`parameter.${name}`) : name });
  return (
    <Button
      size="compact-xs"
      variant="default"
      px={6}
      classNames={{ label: classes.remedyLabel ?? '' }}
      title={label}
      // The cell itself is one stop for the keyboard; the same action stands first in its panel.
      tabIndex={-1}
      data-action="remedy"
      onClick={(event) => {
        event.stopPropagation();
        view.select(planned.key);
        if (action.kind === 'run') void launch.launch({ scope: action.scope });
      }}
    >
      {label}
    </Button>
  );
}
