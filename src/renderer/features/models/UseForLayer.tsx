import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { anyOllamaModel, type ModelTemplate } from '../../../shared/template/index.ts';
import { useDocument } from '../../studio/index.ts';
import { SwitchModelDialog, type SwitchTarget } from '../switch-model/index.ts';
import classes from './ModelDetails.module.css';

/** Gives a layer of the open document this model. */
export function UseForLayer({ template }: { template: ModelTemplate }) {
  const { t } = useTranslation();
  const document = useDocument((state) => state.document);
  const [target, setTarget] = useState<SwitchTarget | null>(null);
  // A model of Ollama is named in the document itself.
  if (document === null || template.id === anyOllamaModel) return null;
  const layers = document.matrix.layers.filter((layer) => layer.asset_type === template.output.asset_type);
  return (
    <div>
      <h3 className={classes.heading}>{t('models.useFor')}</h3>
      <p className={classes.soft}>{layers.length === 0 ? t('models.noLayers') : t('models.useForHint')}</p>
      <div className={classes.actions}>
        {layers.map((layer) => (
          <Button
            key={layer.name}
            size="xs"
            variant="light"
            disabled={document.readOnly !== null || layer.model === template.id}
            data-use-for={layer.name}
            onClick={() => setTarget({ layer: layer.name, unit: null })}
          >
            {layer.title ?? layer.name}
          </Button>
        ))}
      </div>
      {target === null ? null : (
        <SwitchModelDialog target={target} initialModel={template.id} onClose={() => setTarget(null)} />
      )}
    </div>
  );
}
