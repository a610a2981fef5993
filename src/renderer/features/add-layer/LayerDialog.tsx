import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import { useStudio } from '../../studio/index.ts';
import { LayerSearch } from './LayerSearch.tsx';
import type { NewLayer } from './new-layer.ts';
import classes from './AddLayer.module.css';

export interface LayerDialogProps {
  title: string;
  hint: string;
  /** What its cells have to take in, and to make; null means anything. */
  accepts: AssetType | null;
  makes: AssetType | null;
  /** The layer made by the chosen model; null where there is no document any more. */
  layerOf: (template: ModelTemplate) => NewLayer | null;
}

/** A search for a model, which adds a layer of it and goes to its cell. */
export function LayerDialog({ title, hint, accepts, makes, layerOf }: LayerDialogProps) {
  const { t } = useTranslation();
  const { view, documents } = useStudio();

  async function add(template: ModelTemplate): Promise<void> {
    const added = layerOf(template);
    view.close();
    if (added === null) return;
    const isAdded = await documents.edit(added.edit, { label: t('wiring.edit.addLayer', { model: template.title }) });
    if (isAdded && added.cell !== null) view.select(added.cell, { focus: true });
  }

  return (
    <Modal
      opened
      onClose={() => view.close()}
      size="xl"
      yOffset="12vh"
      centered={false}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.body} data-dialog="add-layer">
        <p className={classes.hint}>{hint}</p>
        <LayerSearch
          accepts={accepts}
          makes={makes}
          onChoose={(template) => void add(template)}
          onCancel={() => view.close()}
        />
      </div>
    </Modal>
  );
}
