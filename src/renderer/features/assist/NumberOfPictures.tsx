import { NumberInput, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { batchStrategy } from '../../../shared/assist/index.ts';
import { useAssist, useStudio } from '../../studio/index.ts';

/** Most pictures that are asked for by a number; axes, the command line and the contract take more. */
const mostPictures = 64;

/** So many pictures that differ in one kind of thing, by what the advice holds for good. */
export function NumberOfPictures() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const pictures = useAssist((state) => state.draft.pictures);
  const vary = useAssist((state) => state.draft.vary);
  return (
    <>
      <NumberInput
        size="xs"
        label={t('assist.pictures.label')}
        min={1}
        max={mostPictures}
        allowDecimal={false}
        value={pictures}
        data-autofocus
        data-field="pictures"
        onChange={(value) => (typeof value === 'number' ? assist.change({ pictures: value }) : undefined)}
      />
      <Radio.Group
        size="xs"
        label={t('assist.pictures.vary')}
        value={vary}
        onChange={(value) => assist.change({ vary: value })}
      >
        <Stack gap="xs" mt="xs">
          {batchStrategy.options.map((strategy) => (
            <Radio
              key={strategy}
              value={strategy}
              disabled={pictures === 1}
              label={t(`assist.pictures.strategy.${strategy}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
    </>
  );
}
