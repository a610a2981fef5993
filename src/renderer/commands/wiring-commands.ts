import { muteCells } from '../../shared/matrix/index.ts';
import type { Translate } from '../i18n/index.ts';
import type { GraphRequest, Studio } from '../studio/index.ts';
import { usual, type Command, type CommandId } from './command.ts';
import { canEdit, hasCells } from './command-state.ts';

const matrix = { ...usual, group: 'matrix', pages: ['matrix'] } as const;

/** Editing in the graph: adding, choosing, placing, grouping and muting. */
export const wiringCommands: readonly Command[] = [
  {
    ...matrix,
    id: 'addLayer',
    keys: ['shift+a'],
    needs: 'editable',
    isEnabled: canEdit,
    perform: ({ view }) => view.open({ kind: 'add-layer', source: null }),
  },
  {
    ...matrix,
    id: 'selectAll',
    group: 'edit',
    keys: ['mod+a'],
    needs: 'document',
    native: 'disabled',
    isEnabled: ({ view, documents }) => isGraph(view) && documents.getState().cells.length > 0,
    perform: ({ view, documents }) => view.selectMany(documents.getState().cells.map(({ key }) => key)),
  },
  {
    ...matrix,
    id: 'delete',
    group: 'edit',
    keys: ['delete', 'backspace'],
    needs: 'cells',
    isEnabled: (studio) =>
      canEdit(studio) && (hasCells(studio) || (isGraph(studio.view) && studio.view.getState().reference !== null)),
    perform: ({ view }) => view.askGraph('delete'),
  },
  {
    ...matrix,
    id: 'mute',
    keys: ['mod+m'],
    needs: 'cells',
    isEnabled: (studio) => canEdit(studio) && studio.view.getState().selection.size > 0,
    perform: muteSelected,
  },
  asking('connect', 'connect', ['l']),
  walking('nextWire', 'w'),
  walking('previousWire', 'shift+w'),
  asking('group', 'group', ['mod+g']),
  asking('ungroup', 'ungroup', ['mod+shift+g']),
  asking('fold', 'fold', ['alt+c']),
  asking('alignLeft', 'alignLeft', ['alt+l']),
  asking('alignTop', 'alignTop', ['alt+t']),
  asking('spreadAcross', 'spreadAcross', []),
  asking('spreadDown', 'spreadDown', []),
  {
    ...asking('arrange', 'arrange', ['mod+shift+f']),
    needs: 'editable',
    isEnabled: (studio) => canEdit(studio) && isGraph(studio.view),
  },
  {
    ...asking('resetPositions', 'resetPositions', []),
    needs: 'editable',
    isEnabled: (studio) => canEdit(studio) && isGraph(studio.view),
  },
];

/** What the graph does with the selected cells, because it alone knows where they stand. */
function asking(id: CommandId, what: GraphRequest, keys: readonly string[]): Command {
  return {
    ...matrix,
    id,
    keys,
    needs: 'cells',
    isEnabled: (studio) => canEdit(studio) && hasCells(studio),
    perform: ({ view }) => view.askGraph(what),
  };
}

/** From line to line of the selected cell; looking changes nothing, so it works in a document that only can be read. */
function walking(id: 'nextWire' | 'previousWire', key: string): Command {
  return {
    ...matrix,
    id,
    keys: [key],
    needs: 'cell',
    isEnabled: ({ view }) => isGraph(view) && (view.getState().selected !== null || view.getState().reference !== null),
    perform: ({ view }) => view.askGraph(id),
  };
}

/** Mutes the selected cells, or brings them back where all of them are muted. */
export function muteSelected({ documents, view }: Pick<Studio, 'documents' | 'view'>, t: Translate): void {
  const { document, cells } = documents.getState();
  if (document === null) return;
  const { selection } = view.getState();
  const isMuted = cells.every(({ key, muted }) => !selection.has(key) || muted);
  const edits = muteCells(document.matrix, selection, !isMuted);
  const label = t(isMuted ? 'wiring.edit.unmute' : 'wiring.edit.mute', { count: edits.length });
  if (edits.length > 0) void documents.edit({ type: 'batch', edits }, { label });
}

function isGraph(view: Studio['view']): boolean {
  return view.getState().matrixView === 'graph';
}
