import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStudio, useTakes, useView } from '../../studio/index.ts';
import { TakeDetails } from './TakeDetails.tsx';

/** The open take beside the grid. */
export function TakeDrawer() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const open = useView((state) => (state.overlay?.kind === 'take' ? state.overlay.take : null));
  const item = useTakes((state) => (open === null ? null : (state.items.get(open) ?? null)));
  return (
    <Drawer
      opened={item !== null}
      onClose={() => view.close()}
      position="right"
      size="28rem"
      title={item === null ? '' : item.isGeneration ? item.documentTitle : `${item.take.unit} / ${item.take.layer}`}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {item === null ? null : <TakeDetails key={item.take.id} item={item} />}
    </Drawer>
  );
}
