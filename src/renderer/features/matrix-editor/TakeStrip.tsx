import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { useDocument, useStudio, useTakes } from '../../studio/index.ts';
import { RehearsalBadge, TakeMedia } from '../cell-face/index.ts';
import classes from './TakeStrip.module.css';

/** All takes of a cell, newest first; choosing one picks it. */
export function TakeStrip({ cell }: { cell: MatrixCell }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { takes, view } = useStudio();
  const documentId = useDocument((state) => state.document?.id);
  const picked = useDocument((state) => state.planned.get(cell.key)?.pickedTake);
  const items = useTakes(
    useShallow((state) =>
      state.order
        .flatMap((id) => state.items.get(id) ?? [])
        .filter(
          (item) =>
            item.documentId === documentId && item.take.unit === cell.unit.id && item.take.layer === cell.layer.name,
        ),
    ),
  );
  return (
    <section>
      <h3 className={classes.title}>{t('inspector.takes', { count: items.length })}</h3>
      {items.length === 0 ? (
        <p className={classes.none}>{t('inspector.noTakes')}</p>
      ) : (
        <ul className={classes.strip}>
          {items.map(({ take }) => {
            const isPicked = take.id === picked;
            const date = formatMoment(take.createdAt, language);
            return (
              <li key={take.id}>
                <button
                  type="button"
                  className={classes.take}
                  aria-pressed={isPicked}
                  aria-label={t(take.rehearsal ? 'inspector.showRehearsal' : 'inspector.pickTake', { date })}
                  title={date}
                  onClick={() =>
                    take.rehearsal ? view.open({ kind: 'picture', take: take.id }) : void takes.pick(take.id)
                  }
                >
                  <TakeMedia take={take.id} assetType={take.assetType} label={date} mode="tile" isDecorative isLazy />
                  {take.rehearsal ? (
                    <span className={classes.rehearsal}>
                      <RehearsalBadge isSmall />
                    </span>
                  ) : null}
                  {isPicked ? (
                    <span className={classes.badge}>
                      <IconCheck size={12} stroke={3} aria-hidden />
                    </span>
                  ) : null}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
