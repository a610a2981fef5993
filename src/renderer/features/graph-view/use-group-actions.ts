import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellGroup } from '../../../shared/matrix/index.ts';
import { useStudio } from '../../studio/index.ts';
import { useGraphTools } from './graph-tools.ts';
import { setGroups, withGroup } from './group-edits.ts';

/** What can be done with groups; each is one step of undo. */
export function useGroupActions() {
  const { t } = useTranslation();
  const { documents, view } = useStudio();
  const tools = useGraphTools();
  return useMemo(() => {
    const groups = (): readonly CellGroup[] => documents.getState().document?.matrix.view?.groups ?? [];

    function change(group: CellGroup, changes: Partial<CellGroup>, label: string): Promise<boolean> {
      const changed = groups().map((each) => (each.id === group.id ? { ...each, ...changes } : each));
      return documents.edit(setGroups(changed), { label });
    }

    return {
      /** Puts a frame around the selected cells, and asks for its name. */
      async group(): Promise<void> {
        const cells = [...view.getState().selection];
        if (cells.length === 0) return;
        const { groups: next, made } = withGroup(groups(), cells, (number) => t('wiring.group.newName', { number }));
        const label = t('wiring.edit.group', { name: made.name });
        if (await documents.edit(setGroups(next), { label })) tools.setState({ renaming: made.id });
      },
      async ungroup(group: CellGroup): Promise<void> {
        const rest = groups().filter(({ id }) => id !== group.id);
        await documents.edit(setGroups(rest), { label: t('wiring.edit.ungroup', { name: group.name }) });
      },
      /** Takes the frames away that hold any of the selected cells. */
      async ungroupSelected(): Promise<void> {
        const { selection } = view.getState();
        const rest = groups().filter(({ cells }) => !cells.some((key) => selection.has(key)));
        const gone = groups().filter((group) => !rest.includes(group));
        if (gone.length === 0) return;
        const name = gone.map((group) => group.name).join(', ');
        await documents.edit(setGroups(rest), { label: t('wiring.edit.ungroup', { name }) });
      },
      async rename(group: CellGroup, typed: string): Promise<void> {
        const name = typed.trim();
        if (name === '' || name === group.name) return;
        await change(group, { name }, t('wiring.edit.renameGroup', { name }));
      },
      async recolor(group: CellGroup, color: CellGroup['color']): Promise<void> {
        if (color !== group.color) await change(group, { color }, t('wiring.edit.colorGroup', { name: group.name }));
      },
    };
  }, [documents, view, tools, t]);
}
