import { Button, Code } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { UnitId } from '../../../shared/base/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { InspectorFrame } from './InspectorFrame.tsx';
import { TextSetting } from './TextSetting.tsx';
import { VariableList } from './VariableList.tsx';
import classes from './Settings.module.css';

export interface UnitInspectorProps {
  id: UnitId;
  /** Where it does not show what was asked for, but where the keyboard is. */
  onClose?: () => void;
}

/** The panel of a unit: its title, its id and its variables. */
export function UnitInspector({ id, onClose }: UnitInspectorProps) {
  const { t } = useTranslation();
  const { documents, inspector, launch } = useStudio();
  const unit = useDocument((state) => state.document?.matrix.units.find((each) => each.id === id) ?? null);
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  if (unit === null) return null;
  const name = unit.title ?? unit.id;
  return (
    <InspectorFrame
      kind="unit"
      of={`unit ${id}`}
      label={t('form.unit.label', { name })}
      title={name}
      marks={<span className={classes.hint}>{t('form.unit.kind')}</span>}
      onClose={onClose ?? (() => inspector.inspect(null))}
    >
      <section className={classes.section}>
        <TextSetting
          label={t('form.title')}
          placeholder={unit.id}
          value={unit.title ?? ''}
          isDisabled={isReadOnly}
          onCommit={(text) =>
            documents.edit(
              { type: 'set-unit', unit: id, changes: { title: text.trim() === '' ? null : text.trim() } },
              { label: t('form.edit.rename', { name }) },
            )
          }
        />
        <p className={classes.hint}>
          {t('form.unit.id')} <Code>{unit.id}</Code>
        </p>
        <Button
          className={classes.start ?? ''}
          size="xs"
          variant="default"
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => void launch.launch({ scope: { kind: 'unit', unit: id } })}
        >
          {t('form.unit.run')}
        </Button>
      </section>
      <VariableList
        root="unit.vars"
        values={unit.vars}
        isDisabled={isReadOnly}
        onChange={(variable, value) =>
          documents.edit(
            { type: 'set-unit-variable', unit: id, name: variable, ...(value === undefined ? {} : { value }) },
            { label: t('form.edit.variable', { variable, name }) },
          )
        }
      />
    </InspectorFrame>
  );
}
