import { Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ModelEntry } from '../../../shared/contract/index.ts';
import { priceClassOf, type ModelFilter } from './filter-models.ts';
import classes from './ModelsPage.module.css';

export interface ModelFiltersProps {
  models: readonly ModelEntry[];
  filter: ModelFilter;
  onChange: (filter: ModelFilter) => void;
}

/** Search and filters; each offers only what some model has. */
export function ModelFilters({ models, filter, onChange }: ModelFiltersProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.filters} role="search">
      <TextInput
        type="search"
        className={classes.search ?? ''}
        aria-label={t('models.search')}
        placeholder={t('models.searchHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
      />
      <Choice
        label={t('models.filter.provider')}
        value={filter.provider}
        values={models.map(({ template }) => template.provider)}
        nameOf={(value) => t(`models.provider.${value}`)}
        onChange={(provider) => onChange({ ...filter, provider })}
      />
      <Choice
        label={t('models.filter.assetType')}
        value={filter.assetType}
        values={models.map(({ template }) => template.output.asset_type)}
        nameOf={(value) => t(`models.assetType.${value}`)}
        onChange={(assetType) => onChange({ ...filter, assetType })}
      />
      <Choice
        label={t('models.filter.capability')}
        value={filter.capability}
        values={models.flatMap(({ template }) => template.capabilities)}
        nameOf={(value) => t(`models.capability.${value}`)}
        onChange={(capability) => onChange({ ...filter, capability })}
      />
      <Choice
        label={t('models.filter.price')}
        value={filter.price}
        values={models.map(({ template }) => priceClassOf(template.cost))}
        nameOf={(value) => t(`models.priceClass.${value}`)}
        onChange={(price) => onChange({ ...filter, price })}
      />
      <Choice
        label={t('models.filter.availability')}
        value={filter.availability}
        values={models.map(({ availability }) => availability)}
        nameOf={(value) => t(`models.availability.${value}`)}
        onChange={(availability) => onChange({ ...filter, availability })}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T | null;
  values: readonly T[];
  nameOf: (value: T) => string;
  onChange: (value: T | null) => void;
}

function Choice<T extends string>({ label, value, values, nameOf, onChange }: ChoiceProps<T>) {
  const { t } = useTranslation();
  const options = [...new Set(values)];
  return (
    <Select
      size="xs"
      aria-label={label}
      placeholder={label}
      clearable
      clearButtonProps={{ 'aria-label': `${label}: ${t('models.any')}` }}
      data={options.map((each) => ({ value: each, label: nameOf(each) }))}
      value={value}
      onChange={(chosen) => onChange(options.find((each) => each === chosen) ?? null)}
    />
  );
}
