import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { SingleEdit } from '../../../shared/matrix/index.ts';
import { useStudio, type Studio } from '../../studio/index.ts';
import { cellsDownFrom, dropChoices, fileEdit, type DropChoice } from './drop-choices.ts';
import type { DropTarget } from './use-drop-target.ts';

/** Longest text that becomes the value of a parameter, in bytes. */
const maxTextBytes = 64 * 1024;

/** Files that were dropped where they can be of more than one use, or of none. */
export interface PendingDrop {
  target: DropTarget;
  inputs: readonly DroppedInput[];
  type: AssetType;
  choices: readonly DropChoice[];
}

/** A dropped file: where it lies now, and the text in it where it is one. */
interface DroppedInput {
  path: string;
  text: string | null;
}

export interface MediaDrop {
  pending: PendingDrop | null;
  take: (files: File[], target: DropTarget) => void;
  use: (drop: PendingDrop, choice: DropChoice) => void;
  dismiss: () => void;
}

/** Brings dropped files in and uses them: at once where there is one use, else after a question. */
export function useMediaDrop(): MediaDrop {
  const { t } = useTranslation();
  const studio = useStudio();
  const [pending, setPending] = useState<PendingDrop | null>(null);

  const use = useCallback(
    (drop: PendingDrop, choice: DropChoice) => {
      setPending(null);
      const cell = drop.target.isColumn ? drop.target.cell.layer.name : drop.target.cell.key;
      const label = t('cells.drop.edit', { count: drop.inputs.length, cell });
      void applyInputs(studio, drop, choice, label);
    },
    [studio, t],
  );

  const take = useCallback(
    (files: File[], target: DropTarget) => {
      void bringIn(studio, files).then((found) => {
        const [type] = found?.types ?? [];
        if (found === null || type === undefined) return;
        const template = studio.documents.getState().templates.get(target.cell.model);
        const isOne = new Set(found.types).size === 1;
        const choices = isOne ? dropChoices(target.cell, template, type) : [];
        const drop = { target, inputs: found.inputs, type, choices };
        const [only] = choices;
        if (only !== undefined && choices.length === 1) use(drop, only);
        else setPending(drop);
      });
    },
    [studio, use],
  );

  return { pending, take, use, dismiss: () => setPending(null) };
}

/** Null as soon as one of them cannot be brought in, which the user has been told then. */
async function bringIn(
  { media }: Studio,
  files: readonly File[],
): Promise<{ inputs: DroppedInput[]; types: AssetType[] } | null> {
  const inputs: DroppedInput[] = [];
  const types: AssetType[] = [];
  for (const file of [...files].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))) {
    const found = await media.importMedia(file);
    if (found === null) return null;
    const isShortText = found.assetType === 'text' && file.size <= maxTextBytes;
    inputs.push({ path: found.path, text: isShortText ? await file.text() : null });
    types.push(found.assetType);
  }
  return { inputs, types };
}

async function applyInputs(studio: Studio, drop: PendingDrop, choice: DropChoice, label: string): Promise<void> {
  const { target, inputs } = drop;
  const column = cellsDownFrom(studio.documents.getState().cells, target.cell.layer.name, target.cell.unitIndex);
  const targets =
    choice.kind === 'parameter' && choice.isList && !target.isColumn ? inputs.map(() => target.cell) : column;
  studio.view.select(target.cell.key);
  if (choice.kind === 'take') {
    for (const [index, input] of inputs.entries()) {
      const cell = targets[index];
      if (cell !== undefined && !(await studio.media.useAsTake(cell.key, input.path))) return;
    }
    return;
  }
  const edits = inputs.flatMap((input, index): SingleEdit[] => {
    const cell = targets[index];
    return cell === undefined
      ? []
      : [fileEdit(cell, choice, drop.type === 'text' ? (input.text ?? input.path) : input.path)];
  });
  await studio.documents.edit({ type: 'batch', edits: merged(edits) }, { label });
}

/** Several files for one list become one value: each edit was made from what stood there before. */
function merged(edits: readonly SingleEdit[]): SingleEdit[] {
  const last = edits.at(-1);
  const lists = edits.map((edit) => (edit.type === 'set-cell-parameter' && Array.isArray(edit.value) ? edit : null));
  const [first] = lists;
  const isOneList = lists.every((edit) => edit !== null && edit.unit === first?.unit);
  if (last === undefined || !isOneList || first == null || !Array.isArray(first.value)) return [...edits];
  const added = lists.flatMap((edit) => (Array.isArray(edit?.value) ? edit.value.slice(-1) : []));
  return [{ ...first, value: [...first.value.slice(0, -1), ...added] }];
}
