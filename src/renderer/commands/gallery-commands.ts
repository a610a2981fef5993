import type { TakeId } from '../../shared/base/index.ts';
import { takeOfCell, type Studio } from '../studio/index.ts';
import { usual, type Command } from './command.ts';

/** Rating the take at hand. */
export const galleryCommands: readonly Command[] = ([1, 2, 3, 4, 5, 0] as const).map(rateCommand);

function rateCommand(stars: 0 | 1 | 2 | 3 | 4 | 5): Command {
  return {
    ...usual,
    id: `rate${stars}`,
    group: 'gallery',
    keys: [String(stars)],
    pages: ['matrix', 'gallery'],
    inDialogs: true,
    needs: 'take',
    isEnabled: (studio) => takeAtHand(studio) !== null,
    perform(studio) {
      const take = takeAtHand(studio);
      if (take !== null) void studio.takes.rate(take, stars);
    },
  };
}

/** The take the user is looking at: the open one, the focused one of the gallery, or the selected cell's pick. */
function takeAtHand(studio: Studio): TakeId | null {
  const { overlay, page, focusedTake, selected } = studio.view.getState();
  if (overlay?.kind === 'take' || overlay?.kind === 'picture') return overlay.take;
  if (overlay !== null) return null;
  if (page === 'gallery') return focusedTake;
  return selected === null ? null : takeOfCell(studio, selected);
}
