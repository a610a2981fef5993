import { Button, Code, Switch } from '@mantine/core';
import { IconArrowsExchange, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerName } from '../../../shared/base/index.ts';
import type { EditOf, Layer } from '../../../shared/matrix/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { AssetIcon } from '../cell-face/index.ts';
import { SwitchModelDialog } from '../switch-model/index.ts';
import { InspectorFrame } from './InspectorFrame.tsx';
import { ParameterForm } from './ParameterForm.tsx';
import { TextSetting } from './TextSetting.tsx';
import classes from './Settings.module.css';

/** The panel of a layer: what it is, how it runs, and the defaults of its cells. */
export function LayerInspector({ name }: { name: LayerName }) {
  const { t } = useTranslation();
  const { inspector, launch } = useStudio();
  const layer = useDocument((state) => state.document?.matrix.layers.find((each) => each.name === name) ?? null);
  const sample = useDocument((state) => state.cells.find((each) => each.layer.name === name) ?? null);
  if (layer === null) return null;
  const title = layer.title ?? layer.name;
  return (
    <InspectorFrame
      kind="layer"
      of={`layer ${name}`}
      label={t('form.layer.label', { name: title })}
      title={title}
      marks={
        <span className={classes.hint}>
          <AssetIcon type={layer.asset_type} size={14} /> {t('form.layer.kind')}
        </span>
      }
      onClose={() => inspector.inspect(null)}
    >
      <LayerFacts layer={layer} />
      <Button
        className={classes.start ?? ''}
        size="xs"
        variant="default"
        leftSection={<IconPlayerPlay size={16} />}
        onClick={() => void launch.launch({ scope: { kind: 'layer', layer: name } })}
      >
        {t('form.layer.run')}
      </Button>
      <section className={classes.section}>
        <h3 className={classes.title}>{t('form.layer.defaults')}</h3>
        <p className={classes.hint}>{t('form.scope.note')}</p>
        <ParameterForm target={{ kind: 'layer', layer, sample }} />
      </section>
    </InspectorFrame>
  );
}

function LayerFacts({ layer }: { layer: Layer }) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const template = useDocument((state) => state.templates.get(layer.model) ?? null);
  const [isSwitching, setSwitching] = useState(false);
  const title = layer.title ?? layer.name;
  const set = (changes: EditOf<'set-layer'>['changes'], label: string): Promise<boolean> =>
    documents.edit({ type: 'set-layer', layer: layer.name, changes }, { label });
  return (
    <section className={classes.section}>
      <TextSetting
        label={t('form.title')}
        placeholder={layer.name}
        value={layer.title ?? ''}
        isDisabled={isReadOnly}
        onCommit={(text) =>
          set({ title: text.trim() === '' ? null : text.trim() }, t('form.edit.rename', { name: title }))
        }
      />
      <p className={classes.hint}>
        {t('form.layer.name')} <Code>{layer.name}</Code>
      </p>
      <div className={classes.line}>
        <span className={classes.text}>{template?.title ?? layer.model}</span>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowsExchange size={16} />}
          disabled={isReadOnly}
          onClick={() => setSwitching(true)}
        >
          {t('models.switch.open')}
        </Button>
      </div>
      {isSwitching ? (
        <SwitchModelDialog target={{ layer: layer.name, unit: null }} onClose={() => setSwitching(false)} />
      ) : null}
      <Switch
        label={t('form.layer.parallel')}
        description={t('form.layer.parallelHint')}
        checked={layer.parallel_inference}
        disabled={isReadOnly}
        onChange={(event) =>
          void set({ parallel_inference: event.currentTarget.checked }, t('form.edit.parallel', { name: title }))
        }
      />
      <Switch
        label={t('form.layer.locked')}
        description={t('form.layer.lockedHint')}
        checked={layer.locked ?? false}
        disabled={isReadOnly}
        onChange={({ currentTarget: { checked } }) =>
          void set({ locked: checked ? true : null }, t(`form.edit.locked.${checked ? 'on' : 'off'}`, { cell: title }))
        }
      />
      <Switch
        label={t('form.layer.muted')}
        description={t('form.layer.mutedHint')}
        checked={layer.muted ?? false}
        disabled={isReadOnly}
        onChange={({ currentTarget: { checked } }) =>
          void set({ muted: checked ? true : null }, t(`form.edit.muted.${checked ? 'on' : 'off'}`, { cell: title }))
        }
      />
    </section>
  );
}
