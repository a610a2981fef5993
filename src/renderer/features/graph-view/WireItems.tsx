import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ChoiceItems } from './ChoiceItems.tsx';
import type { GraphMenuSubject } from './graph-tools.ts';
import { useWireActions } from './use-wire-actions.tsx';

/** Where a wire between two cells could go. */
export function WireItems({ wire, choices }: Extract<GraphMenuSubject, { kind: 'wire' }>) {
  const { t } = useTranslation();
  const actions = useWireActions();
  return (
    <>
      <Menu.Label>{t('wiring.where', { source: wire.source.key })}</Menu.Label>
      <ChoiceItems
        template={wire.template}
        choices={choices}
        onChoose={(choice) => void actions.connect({ ...wire, choice })}
      />
    </>
  );
}
