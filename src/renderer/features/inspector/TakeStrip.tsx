import { Button, Group } from '@mantine/core';
import { IconColumns2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakeId } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { DeleteTakeDialog } from './DeleteTakeDialog.tsx';
import { StripTake } from './StripTake.tsx';
import { useCellTakes } from './use-cell-takes.ts';
import { VariantsButton } from './VariantsButton.tsx';
import classes from './TakeStrip.module.css';

/** Most takes that are compared at a time. */
const maxCompared = 4;

/** All takes of a cell, newest first: pick one, compare, delete, or make more. */
export function TakeStrip({ cell }: { cell: MatrixCell }) {
  const { t } = useTranslation();
  const { takes, view } = useStudio();
  const picked = useDocument((state) => state.planned.get(cell.key)?.pickedTake ?? null);
  const items = useCellTakes(cell);
  const [wanted, setWanted] = useState<{ take: TakeId; before: TakeId | null } | null>(null);
  const [deleting, setDeleting] = useState<TakeId | null>(null);
  const [marked, setMarked] = useState<readonly TakeId[]>([]);
  // Shown at once; the plan follows, and has the last word.
  const shownPick = wanted?.before === picked ? wanted.take : picked;

  async function pick(take: TakeId): Promise<void> {
    setWanted({ take, before: picked });
    if (!(await takes.pick(take))) setWanted(null);
  }

  function compare(): void {
    const others = items.map((item) => item.take.id).filter((id) => id !== shownPick);
    const chosen = marked.length >= 2 ? marked : [...(shownPick === null ? [] : [shownPick]), ...others].slice(0, 2);
    const [first] = chosen;
    if (first !== undefined) view.open({ kind: 'picture', take: first, compare: chosen });
  }

  function mark(take: TakeId): void {
    setMarked((before) =>
      before.includes(take) ? before.filter((each) => each !== take) : [...before, take].slice(-maxCompared),
    );
  }

  return (
    <section>
      <div className={classes.head}>
        <h3 className={classes.title}>{t('inspector.takes', { count: items.length })}</h3>
        <Group gap={4} wrap="nowrap" ml="auto">
          {items.length < 2 ? null : (
            <Button
              size="compact-xs"
              px={4}
              variant="subtle"
              leftSection={<IconColumns2 size={14} />}
              data-action="compare"
              title={t('cells.compareHint')}
              onClick={compare}
            >
              {marked.length < 2 ? t('cells.compareShort') : t('cells.compareCount', { count: marked.length })}
            </Button>
          )}
          <VariantsButton cell={cell} />
        </Group>
      </div>
      {items.length === 0 ? (
        <p className={classes.none}>{t('inspector.noTakes')}</p>
      ) : (
        <ul className={classes.strip}>
          {items.map((item) => (
            <StripTake
              key={item.take.id}
              item={item}
              isPicked={item.take.id === shownPick}
              isMarked={marked.includes(item.take.id)}
              onPick={() => void pick(item.take.id)}
              onOpen={() => view.open({ kind: 'picture', take: item.take.id })}
              onMark={() => mark(item.take.id)}
              onDelete={() => setDeleting(item.take.id)}
            />
          ))}
        </ul>
      )}
      <DeleteTakeDialog take={deleting} onClose={() => setDeleting(null)} />
    </section>
  );
}
