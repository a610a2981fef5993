import { ActionIcon, Anchor, NumberInput, Tooltip } from '@mantine/core';
import { IconDice5, IconLock, IconLockOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument, useTakes } from '../../studio/index.ts';
import { useDraft } from '../../ui/index.ts';
import { drawSeed } from './draw-seed.ts';
import type { ControlProps } from './field-control-props.ts';
import { numberOf, numberText } from './field-problem.ts';
import classes from './SeedField.module.css';

/** A seed: locked to a number, or open, and then drawn for each run. The dice draws one now. */
export function SeedField(props: ControlProps<'seed'>) {
  const { id, cell, field, describedBy, isDisabled, isInvalid, control, onCommit, onDrop } = props;
  const { t } = useTranslation();
  const isSet = field.value !== undefined;
  const isLocked = isSet && !field.isMixed;
  // Without a value of its own a cell has the column's; null is none at all.
  const unlocked = (field.columnValue ?? null) === null ? undefined : null;
  const isColumns = field.origin === 'column' && unlocked === null;
  const draft = useDraft(isLocked ? numberText(field.value) : '', (text) => onCommit(numberOf(text)), onDrop);
  const takeSeed = useTakeSeed(cell);
  const lockLabel = t(isLocked ? (isColumns ? 'form.seed.byColumn' : 'form.seed.unlock') : 'form.seed.lock');
  return (
    <div className={classes.field} data-seed={isLocked ? 'locked' : 'random'}>
      <div className={classes.line}>
        <NumberInput
          id={id}
          className={classes.number ?? ''}
          aria-describedby={describedBy}
          value={draft.text}
          placeholder={t(field.isMixed ? 'form.mixed' : 'form.seed.random')}
          disabled={isDisabled}
          error={isInvalid}
          allowDecimal={false}
          hideControls
          clampBehavior="none"
          onChange={(value) => draft.setText(String(value))}
          onBlur={draft.commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') draft.commit();
            draft.onKeyDown(event);
          }}
        />
        <Tooltip label={t('form.seed.draw')}>
          <ActionIcon
            variant="default"
            aria-label={t('form.seed.draw')}
            disabled={isDisabled}
            onClick={() => void onCommit(drawSeed(control))}
          >
            <IconDice5 size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={lockLabel}>
          <ActionIcon
            variant={isLocked ? 'light' : 'default'}
            color={isLocked ? 'dye' : 'gray'}
            aria-label={t('form.seed.locked')}
            aria-pressed={isLocked}
            disabled={isDisabled}
            onClick={() => void onCommit(isLocked ? unlocked : (numberOf(takeSeed ?? '') ?? drawSeed(control)))}
          >
            {isLocked ? <IconLock size={18} /> : <IconLockOpen size={18} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {takeSeed === null || (isLocked && numberText(field.value) === takeSeed) ? null : (
        <Anchor
          component="button"
          type="button"
          size="xs"
          className={classes.take ?? ''}
          disabled={isDisabled}
          data-action="take-seed"
          onClick={() => void onCommit(numberOf(takeSeed))}
        >
          {t('form.seed.ofTake', { seed: takeSeed })}
        </Anchor>
      )}
    </div>
  );
}

/** The seed that the picked take was made with; null when there is none. */
function useTakeSeed(cell: MatrixCell | null): string | null {
  const picked = useDocument((state) => (cell === null ? null : (state.planned.get(cell.key)?.pickedTake ?? null)));
  return useTakes((state) => (picked === null ? null : (state.items.get(picked)?.take.seed ?? null)));
}
