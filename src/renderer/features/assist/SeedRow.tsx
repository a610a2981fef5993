import { NumberInput } from '@mantine/core';
import { IconDice5, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAssist, useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import classes from './ParameterRow.module.css';

/** Seeds that every model takes. */
const seedRange = 2 ** 32;

/** The seed: one that is kept, or a new one for each picture. */
export function SeedRow({ isOpen, shown }: { isOpen: boolean; shown: number | null }) {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const seed = useAssist((state) => state.draft.seed);
  if (!isOpen) {
    return (
      <div className={classes.row} data-parameter="seed">
        <div className={classes.line}>
          <span className={classes.label}>{t('assist.parameters.seed')}</span>
          <span />
          <output className={classes.value}>{shown ?? t('assist.parameters.drawn')}</output>
        </div>
      </div>
    );
  }
  return (
    <div className={classes.row} data-parameter="seed">
      <div className={classes.line}>
        <span className={classes.label}>{t('assist.parameters.seed')}</span>
        <NumberInput
          size="xs"
          aria-label={t('assist.parameters.seed')}
          placeholder={t('assist.parameters.drawn')}
          hideControls
          allowDecimal={false}
          min={0}
          max={seedRange - 1}
          value={seed ?? ''}
          onChange={(value) => assist.change({ seed: typeof value === 'number' ? value : null })}
        />
        <IconAction
          size="sm"
          label={t('assist.parameters.draw')}
          icon={<IconDice5 size={16} />}
          onClick={() => assist.change({ seed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 })}
        />
        {seed === null ? (
          <span />
        ) : (
          <IconAction
            size="sm"
            label={t('assist.parameters.open')}
            icon={<IconX size={16} />}
            onClick={() => assist.change({ seed: null })}
          />
        )}
      </div>
    </div>
  );
}
