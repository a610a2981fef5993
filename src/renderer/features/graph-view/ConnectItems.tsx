import { Menu } from '@mantine/core';
import { IconLink, IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CellKey } from '../../../shared/base/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { useGraphTools } from './graph-tools.ts';
import { judgeWire } from './judge-wire.ts';
import { useWireActions } from './use-wire-actions.tsx';
import { useConnect } from './use-wiring.ts';

export interface ConnectItemsProps {
  cells: readonly CellKey[];
  isReadOnly: boolean;
}

/** The way to wires without a mouse: two cells can be joined, and one can be parted from what it reads. */
export function ConnectItems({ cells: keys, isReadOnly }: ConnectItemsProps) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const tools = useGraphTools();
  const connect = useConnect();
  const actions = useWireActions();
  const planned = useDocument((state) => state.planned);
  const { document, cells, templates } = documents.getState();
  if (document === null) return null;
  const [one, other] = keys.map((key) => cells.find((cell) => cell.key === key));
  const at = tools.getState().menu?.at ?? { x: 0, y: 0 };

  if (keys.length === 1 && one !== undefined) {
    return (planned.get(one.key)?.dependsOn ?? []).map((source) => (
      <Menu.Item
        key={source}
        leftSection={<IconUnlink size={16} />}
        disabled={isReadOnly}
        onClick={() => void actions.disconnect({ source, target: one.key })}
      >
        {t('wiring.menu.disconnect', { source })}
      </Menu.Item>
    ));
  }
  if (keys.length !== 2 || one === undefined || other === undefined) return null;
  const context = { matrix: document.matrix, templates, planned };
  return (
    [
      [other, one],
      [one, other],
    ] as const
  )
    .filter(([reader, source]) => judgeWire(reader, source, context).kind === 'open')
    .map(([reader, source]) => (
      <Menu.Item
        key={reader.key}
        leftSection={<IconLink size={16} />}
        disabled={isReadOnly}
        onClick={() => connect(reader, source, at)}
      >
        {t('wiring.menu.connect', { cell: reader.key, source: source.key })}
      </Menu.Item>
    ));
}
