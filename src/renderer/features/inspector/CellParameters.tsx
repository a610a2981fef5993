import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowBackUp, IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { CellAdvice } from '../assist/index.ts';
import { SwitchModelDialog } from '../switch-model/index.ts';
import { resetAll, type FormTarget } from './form-target.ts';
import { ParameterForm } from './ParameterForm.tsx';
import { useTargetName } from './use-parameter-edits.ts';
import classes from './ParameterForm.module.css';

/** The parameters of one or several cells, with the switch to those of their column. */
export function CellParameters({ cells }: { cells: readonly [MatrixCell, ...MatrixCell[]] }) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const [scope, setScope] = useState<'cells' | 'layer'>('cells');
  const [first] = cells;
  const models = new Set(cells.map(({ model }) => model));
  const template = useDocument((state) => state.templates.get(first.model) ?? null);
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const [isSwitching, setSwitching] = useState(false);
  const isOneLayer = cells.every(({ layer }) => layer.name === first.layer.name);
  const target: FormTarget =
    scope === 'layer' && isOneLayer ? { kind: 'layer', layer: first.layer, sample: first } : { kind: 'cells', cells };
  const name = useTargetName({ kind: 'cells', cells });
  const hasOwn = cells.some(({ ownParameters }) => ownParameters.length > 0);
  return (
    <section className={classes.form} data-scope={target.kind}>
      <div className={classes.head}>
        <div className={classes.names}>
          <h3 className={classes.title}>{t('inspector.parameters')}</h3>
          <p className={classes.model}>
            {models.size > 1
              ? t('form.models', { count: models.size })
              : (template?.title ?? t('inspector.missingModel', { model: first.model }))}
          </p>
        </div>
        {cells.length > 1 ? null : (
          <div className={classes.actions}>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowsExchange size={16} />}
              disabled={isReadOnly}
              data-action="switch-model"
              onClick={() => setSwitching(true)}
            >
              {t('models.switch.open')}
            </Button>
            <CellAdvice cell={first} />
          </div>
        )}
        {isSwitching ? (
          <SwitchModelDialog
            target={{ layer: first.layer.name, unit: first.unit.id }}
            onClose={() => setSwitching(false)}
          />
        ) : null}
      </div>
      {isOneLayer ? (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('form.scope.label')}
          value={scope}
          onChange={setScope}
          data={[
            {
              value: 'cells',
              label: cells.length === 1 ? t('form.scope.cell') : t('form.scope.cells', { count: cells.length }),
            },
            { value: 'layer', label: t('form.scope.layer', { layer: first.layer.title ?? first.layer.name }) },
          ]}
        />
      ) : null}
      {target.kind === 'layer' ? <p className={classes.note}>{t('form.scope.note')}</p> : null}
      <ParameterForm key={scope} target={target} />
      {hasOwn && target.kind === 'cells' ? (
        <Button
          className={classes.reset ?? ''}
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          disabled={isReadOnly}
          data-action="reset-cell"
          onClick={() => void documents.edit(resetAll(cells), { label: t('form.edit.resetAll', { cell: name }) })}
        >
          {t('form.resetAll')}
        </Button>
      ) : null}
    </section>
  );
}
