import { Group, Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chordLabels } from './keys.ts';
import { isMac } from './platform.ts';

export interface ChordProps {
  chord: string;
  /** Left out of the name of the control it stands in. */
  isDecorative?: boolean;
}

/** The keys of a chord as they look on the keyboard. */
export function Chord({ chord, isDecorative = false }: ChordProps) {
  const { t } = useTranslation();
  const labels = chordLabels(chord, isMac, {
    ctrl: t('shortcuts.keys.ctrl'),
    shift: t('shortcuts.keys.shift'),
    enter: t('shortcuts.keys.enter'),
    escape: t('shortcuts.keys.escape'),
    alt: t('shortcuts.keys.alt'),
    space: t('shortcuts.keys.space'),
    delete: t('shortcuts.keys.delete'),
    pageUp: t('shortcuts.keys.pageUp'),
    pageDown: t('shortcuts.keys.pageDown'),
  });
  return (
    <Group gap={4} wrap="nowrap" component="span" aria-hidden={isDecorative}>
      {labels.map((label) => (
        <Kbd key={label} size="xs">
          {label}
        </Kbd>
      ))}
    </Group>
  );
}
