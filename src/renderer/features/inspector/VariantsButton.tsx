import { Button, Menu } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { microUsd, type MicroUsd } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { formatPrice, useLanguage } from '../../i18n/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';

/** How many variants are offered at one go. */
const counts = [2, 3, 4, 6, 8];

/** Makes several takes of a cell with different seeds, with the price of each number beside it. */
export function VariantsButton({ cell }: { cell: MatrixCell }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { launch } = useStudio();
  const planned = useDocument((state) => state.planned.get(cell.key) ?? null);
  const cannotRun = planned?.failure !== null || cell.locked;
  const times = (amount: MicroUsd, count: number): MicroUsd => microUsd.parse(amount * count);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-xs"
          px={4}
          variant="subtle"
          leftSection={<IconStack2 size={14} />}
          disabled={cannotRun}
          data-action="variants"
        >
          {t('cells.variants')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('cells.variantsHint')}</Menu.Label>
        {planned === null
          ? null
          : counts.map((count) => {
              const { price } = planned;
              const whole = {
                ...price,
                lowMicroUsd: times(price.lowMicroUsd, count),
                highMicroUsd: times(price.highMicroUsd, count),
              };
              return (
                <Menu.Item
                  key={count}
                  data-variants={count}
                  rightSection={formatPrice(whole, t, language)}
                  onClick={() =>
                    void launch.launch({
                      scope: { kind: 'cells', cells: [cell.key] },
                      overwrite: 'always',
                      variants: count,
                    })
                  }
                >
                  {t('cells.variantCount', { count })}
                </Menu.Item>
              );
            })}
      </Menu.Dropdown>
    </Menu>
  );
}
