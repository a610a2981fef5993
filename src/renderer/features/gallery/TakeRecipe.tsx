import { useTranslation } from 'react-i18next';
import { microUsd, type JsonValue } from '../../../shared/base/index.ts';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import { formatBytes, formatMoment, formatPrice, formatSeconds, useLanguage } from '../../i18n/index.ts';
import classes from './TakeRecipe.module.css';

/** How a take was made: prompt, facts, and the parameters of its recipe. */
export function TakeRecipe({ item }: { item: GalleryItem }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { take } = item;
  const amount = microUsd.parse(take.costMicroUsd);
  const price = { lowMicroUsd: amount, highMicroUsd: amount, basis: '', isKnown: true };
  const facts: [string, string | null][] = [
    [t('gallery.model'), take.model],
    [t('gallery.seed'), take.seed],
    [t('gallery.size'), take.width === null ? null : `${take.width} × ${take.height ?? '?'}`],
    [t('gallery.bytes'), formatBytes(take.bytes, language)],
    [t('gallery.took'), take.durationMs === null ? null : formatSeconds(take.durationMs, language)],
    [t('gallery.cost'), formatPrice(price, t, language)],
    [t('gallery.made'), formatMoment(take.createdAt, language)],
    [t('gallery.document'), item.documentTitle === '' ? null : item.documentTitle],
  ];
  const parameters = Object.entries(take.recipe?.parameters ?? {}).filter(([name]) => name !== 'prompt');
  return (
    <div className={classes.recipe}>
      <section>
        <h3 className={classes.title}>{t('gallery.prompt')}</h3>
        <p className={classes.prompt} data-missing={take.prompt === null}>
          {take.prompt ?? t('gallery.noPrompt')}
        </p>
      </section>
      <section>
        <h3 className={classes.title}>{t('gallery.recipe')}</h3>
        <Facts rows={facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]))} />
      </section>
      {take.recipe === null ? (
        <p className={classes.prompt} data-missing>
          {t('gallery.adopted')}
        </p>
      ) : parameters.length === 0 ? null : (
        <section>
          <h3 className={classes.title}>{t('gallery.parameters')}</h3>
          <Facts rows={parameters.map(([name, value]) => [name, readable(value)])} />
        </section>
      )}
    </div>
  );
}

function Facts({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className={classes.facts}>
      {rows.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const hashStart = 'sha256:'.length + 12;

/** A parameter as text; the hash of a file input is shortened, it is there to be compared, not read. */
function readable(value: JsonValue): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return value.startsWith('sha256:') ? `${value.slice(0, hashStart)}…` : value === '' ? '–' : value;
}
