import { Menu } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import { useDocument } from '../../studio/index.ts';
import { useBringBack } from './use-bring-back.ts';

/** What can be done at the place of a left-out cell. */
export function GapItems({ cell }: { cell: CellKey }) {
  const { t } = useTranslation();
  const bringBack = useBringBack();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  return (
    <>
      <Menu.Label>{cell}</Menu.Label>
      <Menu.Item
        leftSection={<IconEye size={16} />}
        disabled={isReadOnly}
        data-action="bring-back"
        onClick={() => void bringBack(cell)}
      >
        {t('canvas.bringBack')}
      </Menu.Item>
    </>
  );
}
