import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { TakeMedia } from '../cell-face/index.ts';
import type { Viewer } from './use-viewer.ts';
import classes from './Filmstrip.module.css';

/** The takes of the cell below the big one: a click shows one, with Ctrl it is compared with the others. */
export function Filmstrip({ viewer, picked }: { viewer: Viewer; picked: string | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (viewer.siblings.length < 2) return null;
  const compared = new Set(viewer.compared?.map(({ take }) => take.id));
  return (
    <ul className={classes.strip} aria-label={t('cells.takes')}>
      {viewer.siblings.map(({ take }, index) => {
        const date = formatMoment(take.createdAt, language);
        const isShown = viewer.compared === null ? index === viewer.index : compared.has(take.id);
        return (
          <li key={take.id}>
            <button
              type="button"
              className={classes.take}
              aria-current={isShown}
              aria-label={t('cells.showTake', { date })}
              title={t('cells.stripHint')}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || viewer.compared !== null) viewer.toggleCompared(take.id);
                else viewer.show(take.id);
              }}
            >
              <TakeMedia take={take.id} assetType={take.assetType} label={date} mode="tile" isDecorative isLazy />
              {take.id === picked ? (
                <span className={classes.picked}>
                  <IconCheck size={12} stroke={3} aria-hidden />
                </span>
              ) : null}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
