import { useTranslation } from 'react-i18next';
import type { Generation } from '../../../shared/assist/index.ts';
import { failureText, formatMoment, useLanguage } from '../../i18n/index.ts';
import { useAssist, useStudio } from '../../studio/index.ts';
import { Picture, Stars } from '../../ui/index.ts';
import { AssetIcon } from '../cell-face/index.ts';
import classes from './RecentResults.module.css';

/** The newest generations; one is looked at again with a click. */
export function RecentResults() {
  const { t } = useTranslation();
  const language = useLanguage();
  const recent = useAssist((state) => state.recent);
  const phase = useAssist((state) => state.phase);
  const shown = useAssist((state) => state.generation?.id ?? null);
  if (phase.kind === 'failed') {
    return (
      <p className={classes.failed} role="alert">
        {failureText(phase.failure, language).sentence}
      </p>
    );
  }
  if (recent.length === 0) return null;
  return (
    <section className={classes.recent} aria-label={t('assist.recent.title')}>
      <h2 className={classes.title}>{t('assist.recent.title')}</h2>
      <ul className={classes.list}>
        {recent.map((generation) => (
          <li key={generation.id}>
            <RecentTile generation={generation} isShown={generation.id === shown} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RecentTile({ generation, isShown }: { generation: Generation; isShown: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { assist, link } = useStudio();
  const first = generation.pictures.find(({ takeId }) => takeId !== null);
  const best = Math.max(0, ...generation.pictures.map(({ rating }) => rating));
  return (
    <button
      type="button"
      className={classes.tile}
      aria-current={isShown}
      aria-label={t('assist.recent.open', {
        prompt: generation.prompt,
        date: formatMoment(generation.createdAt, language),
      })}
      title={generation.prompt}
      data-generation={generation.id}
      onClick={() => assist.show(generation)}
    >
      <span className={classes.thumb}>
        {first?.takeId == null ? (
          <AssetIcon type="image" size={24} />
        ) : (
          <Picture source={link.assetUrl(first.takeId, 'thumbnail')} label="" isDecorative isLazy />
        )}
      </span>
      <span className={classes.caption} aria-hidden>
        {generation.prompt}
      </span>
      <Stars value={best} label={t('gallery.stars', { count: best })} />
    </button>
  );
}
