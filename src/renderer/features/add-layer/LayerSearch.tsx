import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import { useModels } from '../../studio/index.ts';
import { layerChoices } from './layer-choices.ts';
import { LayerOption } from './LayerOption.tsx';
import classes from './AddLayer.module.css';

export interface LayerSearchProps {
  accepts: AssetType | null;
  makes: AssetType | null;
  onChoose: (template: ModelTemplate) => void;
  /** Escape: the list is always open, so there is nothing else that it could close. */
  onCancel: () => void;
}

/** Search over the models that fit: type, arrow keys, Enter. */
export function LayerSearch({ accepts, makes, onChoose, onCancel }: LayerSearchProps) {
  const { t } = useTranslation();
  const models = useModels((state) => state.models);
  const [search, setSearch] = useState('');
  const combobox = useCombobox({ opened: true, onDropdownClose: onCancel });
  const choices = layerChoices(models, { search, accepts, makes });
  const { selectFirstOption } = combobox;
  const listed = choices.map(({ template }) => template.id).join(' ');
  useEffect(() => {
    if (listed !== '') selectFirstOption();
  }, [listed, selectFirstOption]);

  function submit(id: string): void {
    const entry = choices.find(({ template }) => template.id === id);
    if (entry !== undefined) onChoose(entry.template);
  }

  return (
    <Combobox store={combobox} onOptionSubmit={submit}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden />}
          aria-label={t('wiring.search')}
          placeholder={t('wiring.searchHint')}
        />
      </Combobox.EventsTarget>
      <div className={classes.list}>
        <Combobox.Options aria-label={t('models.list')}>
          {choices.map((entry) => (
            <LayerOption key={entry.template.id} entry={entry} />
          ))}
          {choices.length === 0 ? <Combobox.Empty>{t('wiring.noModel')}</Combobox.Empty> : null}
        </Combobox.Options>
      </div>
    </Combobox>
  );
}
