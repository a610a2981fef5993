import { Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { variantPrecisions, type ModelVariants, type VariantPrecision } from '../../../shared/local-engine/index.ts';
import { formatBytes, useLanguage } from '../../i18n/index.ts';
import { sizeOf } from './conversion-share.ts';

export interface WeightsTableProps {
  variants: ModelVariants;
  isBusy: boolean;
  onWrite: (terms: { precision: VariantPrecision; replace: boolean }) => void;
}

/** Each precision that there is or could be, with its size. */
export function WeightsTable({ variants: { components, isShipped }, isBusy, onWrite }: WeightsTableProps) {
  const { t } = useTranslation();
  const language = useLanguage();

  function sizeText(precision: VariantPrecision): string {
    const { parts, bytes, expectedBytes } = sizeOf(components, precision);
    const size = formatBytes(bytes, language);
    if (parts === 0) return t('models.weights.about', { size: formatBytes(expectedBytes, language) });
    return parts === components.length
      ? size
      : t('models.weights.partly', { size, count: parts, total: components.length });
  }

  return (
    <Table withRowBorders={false} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('models.weights.column.precision')}</Table.Th>
          <Table.Th>{t('models.weights.column.size')}</Table.Th>
          {isShipped ? null : <Table.Th>{t('models.weights.column.action')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Table.Tr data-weights="fp32">
          <Table.Td>{t('models.weights.original')}</Table.Td>
          <Table.Td>{formatBytes(sizeOf(components, 'fp32').bytes, language)}</Table.Td>
          {isShipped ? null : <Table.Td />}
        </Table.Tr>
        {variantPrecisions.map((precision) => {
          const name = t(`models.weights.${precision}`);
          const { parts } = sizeOf(components, precision);
          // Only what is missing is written, unless nothing is: then the user wants it anew.
          const isWhole = parts === components.length;
          if (isShipped && parts === 0) return null;
          return (
            <Table.Tr key={precision} data-weights={precision}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{sizeText(precision)}</Table.Td>
              {isShipped ? null : (
                <Table.Td>
                  <Button
                    size="xs"
                    variant="default"
                    disabled={isBusy || components.length === 0}
                    aria-label={t(isWhole ? 'models.weights.againNamed' : 'models.weights.writeNamed', { name })}
                    onClick={() => onWrite({ precision, replace: isWhole })}
                  >
                    {t(isWhole ? 'models.weights.again' : 'models.weights.write')}
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
