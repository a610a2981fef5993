import { useEffect } from 'react';
import { useStudio } from '../studio/index.ts';
import type { Command } from './commands.ts';
import { findCommand } from './find-command.ts';
import { isTextField } from './keys.ts';
import { isMac } from './platform.ts';

/** Turns key presses into commands while it is mounted. Draws nothing. */
export function CommandKeys({ commands }: { commands: readonly Command[] }) {
  const studio = useStudio();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const command = findCommand(commands, event, {
        page: studio.view.getState().page,
        inField: isTextField(document.activeElement),
        inDialog: document.activeElement?.closest('[role="dialog"]') != null || studio.view.getState().overlay !== null,
        isMac,
      });
      if (command === null) return;
      // Also when it can do nothing now: Ctrl+S must never open the browser's own dialog.
      event.preventDefault();
      if (command.isEnabled(studio)) command.perform(studio);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [studio, commands]);
  return null;
}
