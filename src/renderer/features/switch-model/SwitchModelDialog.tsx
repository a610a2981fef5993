import { Alert, Button, Modal, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { anyOllamaModel, canSwitch, type ModelTemplate } from '../../../shared/template/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { FitBadge, useEstimates } from '../engine/index.ts';
import { planSwitch, type SwitchTarget } from './switch-edits.ts';
import { SwitchSummary } from './SwitchSummary.tsx';
import classes from './SwitchModel.module.css';

export interface SwitchModelDialogProps {
  target: SwitchTarget;
  /** Chosen from the start, also one that shares nothing with the present model. */
  initialModel?: string;
  onClose: () => void;
}

/** "Run with…": another model for a cell or its layer; what that keeps, leaves out and costs, before it is done. */
export function SwitchModelDialog({ target, initialModel, onClose }: SwitchModelDialogProps) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const matrix = useDocument((state) => state.document?.matrix ?? null);
  const templates = useDocument((state) => state.templates);
  const [model, setModel] = useState(initialModel ?? null);
  const [isWhole, setWhole] = useState(target.unit === null);
  useEstimates([...templates.values()].filter(({ provider }) => provider === 'local').map(({ id }) => id));
  const layer = matrix?.layers.find((each) => each.name === target.layer) ?? null;
  if (matrix === null || layer === null) return null;

  const override = target.unit === null ? null : matrix.units.find(({ id }) => id === target.unit)?.cells[layer.name];
  const to = model === null ? null : (templates.get(model) ?? null);
  // The present model may have no template any more; then nothing is known of its price.
  const present = templates.get(isWhole ? layer.model : (override?.model ?? layer.model)) ?? null;
  const choices = [...templates.values()].filter(
    (each) => each.id === initialModel || (present !== null && each.id !== anyOllamaModel && canSwitch(present, each)),
  );
  const scope = isWhole ? { ...target, unit: null } : target;
  const plan = to === null ? null : planSwitch(matrix, scope, { from: present ?? to, to });

  async function apply(chosen: ModelTemplate): Promise<void> {
    if (plan?.edit == null) return;
    const name = isWhole ? (layer?.title ?? target.layer) : `${target.unit ?? ''}/${target.layer}`;
    const label = t('models.switch.edit', { name, model: chosen.title });
    if (await documents.edit(plan.edit, { label })) onClose();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('models.switch.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.body} data-dialog="switch-model">
        {choices.length === 0 ? <p>{t('models.switch.none')}</p> : null}
        <Select
          label={t('models.switch.model')}
          placeholder={t('models.switch.choose')}
          data={choices.map((each) => ({ value: each.id, label: `${each.title} (${each.id})` }))}
          value={model}
          allowDeselect={false}
          searchable
          disabled={choices.length === 0}
          renderOption={({ option }) => (
            <span className={classes.option}>
              {option.label}
              {templates.get(option.value)?.provider === 'local' ? <FitBadge model={option.value} /> : null}
            </span>
          )}
          onChange={setModel}
        />
        {to?.provider === 'local' ? <FitBadge model={to.id} hasNumbers /> : null}
        {target.unit === null ? null : (
          <SegmentedControl
            aria-label={t('models.switch.scopeLabel')}
            value={isWhole ? 'layer' : 'cell'}
            data={(['cell', 'layer'] as const).map((value) => ({ value, label: t(`models.switch.scope.${value}`) }))}
            onChange={(value) => setWhole(value === 'layer')}
          />
        )}
        {plan === null || plan.inTheWay.length === 0 ? null : (
          <Alert color="yellow">{t('models.switch.cellOnly', { names: plan.inTheWay.join(', ') })}</Alert>
        )}
        {plan === null ? null : <SwitchSummary plan={plan} isPriceBeforeKnown={present !== null} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('models.cancel')}
          </Button>
          <Button
            disabled={to === null || plan?.edit == null}
            data-action="apply-switch"
            onClick={() => (to === null ? undefined : void apply(to))}
          >
            {t('models.switch.apply')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
