import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconPhotoCheck, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isKnownParameter } from '../../i18n/index.ts';
import { useDocument, useMedia } from '../../studio/index.ts';
import { dropChoices, type DropChoice } from './drop-choices.ts';
import { useDropTarget, type DropTarget } from './use-drop-target.ts';
import { useMediaDrop, type PendingDrop } from './use-media-drop.ts';
import classes from './MediaDrop.module.css';

/** Files that are dropped on cells and columns: shows what will become of them, asks where that is open. */
export function MediaDrop() {
  const { t } = useTranslation();
  const { pending, take, use, dismiss } = useMediaDrop();
  const target = useDropTarget(take);
  const importing = useMedia((state) => state.importing);
  return (
    <>
      {target === null ? null : <DropHint target={target} />}
      {importing === null ? null : (
        <div className={classes.importing} role="status">
          {t('cells.drop.importing', { name: importing.name, share: Math.round(importing.share * 100) })}
        </div>
      )}
      <Modal
        opened={pending !== null}
        onClose={dismiss}
        size="sm"
        title={t(pending?.choices.length === 0 ? 'cells.drop.noUseTitle' : 'cells.drop.askTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {pending === null ? null : <Choices drop={pending} onUse={use} />}
      </Modal>
    </>
  );
}

function useChoiceName(): (choice: DropChoice) => string {
  const { t } = useTranslation();
  return (choice) => {
    if (choice.kind === 'take') return t('cells.drop.asTake');
    const { parameter } = choice;
    return t('cells.drop.asParameter', {
      parameter: isKnownParameter(parameter) ? t(`parameter.${parameter}`) : parameter,
    });
  };
}

/** Lies over the target while files are held above it, and says what dropping them will do. */
function DropHint({ target: { cell, isColumn, place, type, count } }: { target: DropTarget }) {
  const { t } = useTranslation();
  const nameOf = useChoiceName();
  const template = useDocument((state) => state.templates.get(cell.model));
  const choices = type === null ? null : dropChoices(cell, template, type);
  const name = isColumn ? (cell.layer.title ?? cell.layer.name) : `${cell.unit.id} / ${cell.layer.name}`;
  const [first] = choices ?? [];
  const words =
    choices === null || choices.length > 1
      ? t('cells.drop.toChoose', { count, name })
      : first === undefined
        ? t('cells.drop.noUse', { name, type: t(`cells.type.${type ?? 'image'}`) })
        : `${nameOf(first)} · ${name}`;
  return (
    <div
      className={classes.hint}
      data-drop-hint
      data-refused={choices?.length === 0}
      style={{ left: place.left, top: place.top, width: place.width, height: place.height }}
      aria-hidden
    >
      <span className={classes.words}>{words}</span>
    </div>
  );
}

function Choices({ drop, onUse }: { drop: PendingDrop; onUse: (drop: PendingDrop, choice: DropChoice) => void }) {
  const { t } = useTranslation();
  const nameOf = useChoiceName();
  const { cell, isColumn } = drop.target;
  const name = isColumn ? (cell.layer.title ?? cell.layer.name) : `${cell.unit.id} / ${cell.layer.name}`;
  if (drop.choices.length === 0) {
    return <Text size="sm">{t('cells.drop.noUse', { name, type: t(`cells.type.${drop.type}`) })}</Text>;
  }
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('cells.drop.ask', { count: drop.inputs.length, name })}
      </Text>
      {drop.choices.map((choice) => (
        <Button
          key={choice.kind === 'take' ? 'take' : choice.parameter}
          variant="default"
          justify="flex-start"
          leftSection={choice.kind === 'take' ? <IconPhotoCheck size={16} /> : <IconPlus size={16} />}
          data-choice={choice.kind === 'take' ? 'take' : choice.parameter}
          onClick={() => onUse(drop, choice)}
        >
          {nameOf(choice)}
        </Button>
      ))}
    </Stack>
  );
}
