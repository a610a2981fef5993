import { Alert, Button, Code, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assetType as assetTypes, type AssetType } from '../../../shared/artifact/index.ts';
import type { FailureData } from '../../../shared/base/index.ts';
import type { ModelPreview } from '../../../shared/contract/index.ts';
import { useStudio } from '../../studio/index.ts';
import { BusyButton } from '../../ui/index.ts';
import { ParameterPreview } from '../inspector/index.ts';
import { FailureAlert } from './FailureAlert.tsx';
import { ImportNotes } from './ImportNotes.tsx';
import { PriceFields } from './PriceFields.tsx';
import { startOfPrice, typedCost } from './price-draft.ts';
import { withAssetType } from './with-asset-type.ts';
import classes from './AddModel.module.css';

export interface PreviewPaneProps {
  preview: ModelPreview;
  onBack: () => void;
  onSaved: (id: string) => void;
}

/** What the model would be: its form, what was guessed, what it makes and costs. Nothing is saved before the last button. */
export function PreviewPane({ preview, onBack, onSaved }: PreviewPaneProps) {
  const { t } = useTranslation();
  const { models } = useStudio();
  const { template, isOutputOpen, existing } = preview;
  const [makes, setMakes] = useState<AssetType | null>(isOutputOpen ? null : template.output.asset_type);
  const [price, setPrice] = useState(() => startOfPrice(preview));
  const [failure, setFailure] = useState<FailureData | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const cost = typedCost(preview, price, today);

  async function save(): Promise<void> {
    if (makes === null || cost === null) return;
    setSaving(true);
    const answer = await models.save({ ...withAssetType(template, makes), cost }, { replace: existing === 'user' });
    setSaving(false);
    if ('value' in answer) onSaved(answer.value.template.id);
    else setFailure(answer.failure);
  }

  return (
    <div className={classes.body} data-dialog="model-preview">
      <div>
        <h3 className={classes.heading}>{template.title}</h3>
        <Code>{template.id}</Code>
        <p className={classes.soft}>{template.description}</p>
        {preview.licenseUrl?.startsWith('https://') === true ? (
          <p className={classes.soft}>
            {t('models.licence')}: {preview.licenseUrl}
          </p>
        ) : null}
      </div>
      {existing === 'none' ? null : (
        <Alert color="yellow">{t(existing === 'user' ? 'models.exists' : 'models.existsShipped')}</Alert>
      )}
      <ImportNotes notes={preview.notes} />
      <Select
        label={t('models.makes')}
        description={isOutputOpen ? t('models.makesOpen') : t('models.confirmGuess')}
        data={assetTypes.options.map((value) => ({ value, label: t(`models.assetType.${value}`) }))}
        value={makes}
        allowDeselect={false}
        onChange={(value) => setMakes(assetTypes.options.find((each) => each === value) ?? null)}
      />
      <PriceFields preview={preview} price={price} onChange={setPrice} />
      <section>
        <h3 className={classes.heading}>{t('models.form')}</h3>
        <ParameterPreview template={template} />
      </section>
      {failure === null ? null : <FailureAlert failure={failure} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onBack}>
          {t('models.back')}
        </Button>
        <BusyButton
          isBusy={isSaving}
          disabled={makes === null || cost === null || existing === 'shipped'}
          data-action="save-model"
          onClick={() => void save()}
        >
          {t(existing === 'user' ? 'models.replace' : 'models.save')}
        </BusyButton>
      </div>
    </div>
  );
}
