import { Menu } from '@mantine/core';
import { IconColumns3, IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { unwire } from '../../../shared/plan/index.ts';
import { useDocument, type ReferenceEnds } from '../../studio/index.ts';
import { useWireActions } from './use-wire-actions.tsx';

/** What can be done with a line: take the reference away, here or in the whole column. */
export function ReferenceItems({ reference }: { reference: ReferenceEnds }) {
  const { t } = useTranslation();
  const actions = useWireActions();
  const document = useDocument((state) => state.document);
  const reader = useDocument((state) => state.cells.find(({ key }) => key === reference.target));
  if (document === null || reader === undefined) return null;
  const isReadOnly = document.readOnly !== null;
  const hasColumn = unwire(document.matrix, reader, reference.source).column.length > 0;
  return (
    <>
      <Menu.Label>{t('wiring.reference', { source: reference.source, cell: reference.target })}</Menu.Label>
      <Menu.Item
        leftSection={<IconUnlink size={16} />}
        disabled={isReadOnly}
        data-action="disconnect"
        onClick={() => void actions.disconnect(reference)}
      >
        {t('wiring.menu.disconnect', { source: reference.source })}
      </Menu.Item>
      {hasColumn ? (
        <Menu.Item
          leftSection={<IconColumns3 size={16} />}
          disabled={isReadOnly}
          data-action="disconnect-column"
          onClick={() => void actions.disconnectColumn(reference)}
        >
          {t('wiring.menu.disconnectColumn')}
        </Menu.Item>
      ) : null}
    </>
  );
}
