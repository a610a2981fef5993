import { Button, NativeSelect, Popover } from '@mantine/core';
import { IconLayoutGrid } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Generation, GenerationPicture } from '../../../shared/assist/index.ts';
import { useDocument, useStudio, useView } from '../../studio/index.ts';
import { cellParameters, cellsFor, settingsIntoCell } from './settings-into-cell.ts';
import classes from './ComposerMenus.module.css';

/** Takes the best rated picture over into the open document, or opens the generation as a document of its own. */
export function UseInMatrix({ generation }: { generation: Generation }) {
  const { t } = useTranslation();
  const { files, view } = useStudio();
  const [isOpen, setOpen] = useState(false);
  const best = bestPicture(generation);
  return (
    <Popover position="bottom-end" trapFocus returnFocus width={320} opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconLayoutGrid size={16} aria-hidden />}
          data-action="use-in-matrix"
          onClick={() => setOpen(!isOpen)}
        >
          {t('assist.use.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu ?? ''} aria-label={t('assist.use.open')}>
        {best === null ? null : <IntoCell picture={best} onDone={() => setOpen(false)} />}
        <Button
          variant="default"
          size="xs"
          data-action="open-as-matrix"
          onClick={() => {
            setOpen(false);
            void files.open(generation.file).then((isShown) => {
              if (isShown) view.go('matrix');
            });
          }}
        >
          {t('assist.use.asMatrix')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function bestPicture({ pictures }: Generation): GenerationPicture | null {
  const made = pictures.filter(({ metadata }) => metadata !== null);
  return made.reduce<GenerationPicture | null>(
    (best, picture) => (best === null || picture.rating > best.rating ? picture : best),
    null,
  );
}

function IntoCell({ picture, onDone }: { picture: GenerationPicture; onDone: () => void }) {
  const { t } = useTranslation();
  const { documents, view } = useStudio();
  const document = useDocument((state) => state.document);
  const cells = useDocument((state) => state.cells);
  const template = useDocument((state) => state.templates.get(picture.metadata?.baseModelId ?? '') ?? null);
  const selected = useView((state) => state.selected);
  const [chosen, setChosen] = useState<string | null>(null);
  const fitting = template === null ? [] : cellsFor(cells, template);
  const target = fitting.find(({ key }) => key === (chosen ?? selected)) ?? fitting[0];
  if (document?.readOnly !== null || template === null || target === undefined) {
    return <p className={classes.hint}>{t(document === null ? 'assist.use.noDocument' : 'assist.use.noCell')}</p>;
  }
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('assist.use.cell')}
        value={target.key}
        data={fitting.map(({ key, unit, layer }) => ({
          value: key,
          label: `${unit.title ?? unit.id} / ${layer.title ?? layer.name}`,
        }))}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <Button
        size="xs"
        data-action="use-in-cell"
        onClick={() => {
          if (picture.metadata === null) return;
          const edit = settingsIntoCell(target, template, cellParameters(picture.metadata, template));
          void documents.edit(edit, { label: t('assist.use.edit', { cell: target.key }) }).then((isTaken) => {
            if (!isTaken) return;
            onDone();
            view.select(target.key);
            view.go('matrix');
          });
        }}
      >
        {t('assist.use.into')}
      </Button>
    </>
  );
}
