import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../../studio/index.ts';
import type { FormTarget } from './form-target.ts';
import type { ParameterField } from './parameter-fields.ts';
import { hasRatio, ratios, sizeOfRatio, type Size } from './sizes.ts';
import { useParameterEdits } from './use-parameter-edits.ts';
import classes from './SizePresets.module.css';

/** Shapes to choose a width and a height by, both in one step. Nothing where a model has no free size. */
export function SizePresets({ target, fields }: { target: FormTarget; fields: readonly ParameterField[] }) {
  const { t } = useTranslation();
  const edits = useParameterEdits(target);
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const width = fields.find(({ name }) => name === 'width');
  const height = fields.find(({ name }) => name === 'height');
  if (width?.control.kind !== 'number' || height?.control.kind !== 'number') return null;
  const controls = { width: width.control, height: height.control };
  const now = sizeNow(width, height);
  const offered = ratios.flatMap((ratio) => {
    const size = sizeOfRatio(ratio, now ?? usualSize(controls), controls);
    return size === null ? [] : [{ ratio, size }];
  });
  return (
    <div className={classes.presets} role="group" aria-label={t('form.shape')}>
      {offered.map(({ ratio, size }) => (
        <UnstyledButton
          key={ratio}
          className={classes.preset ?? ''}
          aria-pressed={now !== null && hasRatio(now, ratio)}
          title={`${size.width} × ${size.height}`}
          disabled={isReadOnly}
          onClick={() =>
            void edits.change(t('form.size'), [
              { parameter: 'width', value: size.width },
              { parameter: 'height', value: size.height },
            ])
          }
        >
          {ratio}
        </UnstyledButton>
      ))}
    </div>
  );
}

function sizeNow(width: ParameterField, height: ParameterField): Size | null {
  if (width.isMixed || height.isMixed) return null;
  if (typeof width.value !== 'number' || typeof height.value !== 'number') return null;
  return { width: width.value, height: height.value };
}

/** A megapixel, which most models were made for. */
const usual = 1_024;

function usualSize({ width, height }: Parameters<typeof sizeOfRatio>[2]): Size {
  return { width: Math.min(usual, width.maximum ?? usual), height: Math.min(usual, height.maximum ?? usual) };
}
