import { IconFile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExampleDocument } from '../../../shared/contract/index.ts';
import { formatPrice, useLanguage } from '../../i18n/index.ts';
import { AssetIcon } from '../cell-face/index.ts';
import { examplePicture, exampleText } from './example-facts.ts';
import classes from './Examples.module.css';

export interface ExampleCardProps {
  /** Null: the empty document. */
  example: ExampleDocument | null;
  /** Undefined where a press opens it instead of choosing it. */
  isChosen?: boolean;
  onPress: () => void;
}

/** A document to start from: its picture, what it makes, how large it is, what a run costs. */
export function ExampleCard({ example, isChosen, onPress }: ExampleCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const picture = example === null ? null : examplePicture(example.id);
  return (
    <button
      type="button"
      className={classes.card}
      data-example={example?.id ?? 'blank'}
      aria-pressed={isChosen}
      onClick={onPress}
    >
      <span className={classes.picture}>
        {picture === null ? (
          <IconFile size={28} stroke={1.5} aria-hidden />
        ) : (
          <img src={picture} alt="" loading="lazy" />
        )}
      </span>
      <span className={classes.caption}>
        <span className={classes.title}>
          {example === null ? t('documents.gallery.blank') : exampleText(example, t).title}
        </span>
        {example === null ? (
          <span className={classes.facts}>{t('documents.gallery.blankHint')}</span>
        ) : (
          <span className={classes.facts}>
            {example.assetTypes.map((type) => (
              <AssetIcon key={type} type={type} size={14} />
            ))}
            <span>
              {t('documents.gallery.size', { units: example.units, layers: example.layers })}
              {' · '}
              {formatPrice(example.price, t, language)}
            </span>
          </span>
        )}
      </span>
    </button>
  );
}
