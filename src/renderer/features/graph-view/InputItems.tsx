import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../../studio/index.ts';
import { ChoiceItems } from './ChoiceItems.tsx';
import type { GraphMenuSubject } from './graph-tools.ts';

/** Where what a new layer makes could go into a cell. */
export function InputItems({ reader, template, type, choices }: Extract<GraphMenuSubject, { kind: 'input' }>) {
  const { t } = useTranslation();
  const { view } = useStudio();
  return (
    <>
      <Menu.Label>{t(`wiring.whereNew.${type}`)}</Menu.Label>
      <ChoiceItems
        template={template}
        choices={choices}
        onChoose={(choice) => view.open({ kind: 'add-source', reader: reader.key, type, choice })}
      />
    </>
  );
}
