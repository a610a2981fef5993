import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../studio/index.ts';
import type { Command } from './command.ts';
import { findCommand } from './find-command.ts';
import { isTextField } from './keys.ts';
import { isMac } from './platform.ts';
import { useCommands } from './user-keys.ts';

/** Chords at which every browser gives the page what is in the clipboard. */
const pastingKeys = new Set(['v', 'V']);

/** Turns key presses into commands while it is mounted. Draws nothing. */
export function CommandKeys() {
  const { t } = useTranslation();
  const studio = useStudio();
  const commands = useCommands();
  const wasInDialog = useRef(false);
  useEffect(() => {
    // Escape has closed the dialog or the menu before the key gets here, and must not also deselect what is behind it.
    function note(): void {
      const isInside = document.activeElement?.closest('[role="dialog"], [role="menu"]') != null;
      wasInDialog.current = isInside || studio.view.getState().overlay !== null;
    }
    window.addEventListener('keydown', note, true);
    return () => window.removeEventListener('keydown', note, true);
  }, [studio]);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      // What the keys mean to this user is not known yet.
      if (studio.preferences.getState().phase.kind === 'loading') return;
      const command = findCommand(commands, event, {
        page: studio.view.getState().page,
        inField: isTextField(document.activeElement),
        inDialog: wasInDialog.current,
        isMac,
        isEnabled: (each) => each.isEnabled(studio),
      });
      if (command === null || leavesToBrowser(command, event)) return;
      const isEnabled = command.isEnabled(studio);
      if (!isEnabled && command.native !== undefined) return;
      // Also when it can do nothing now: Ctrl+S must never open the browser's own dialog.
      event.preventDefault();
      if (isEnabled) command.perform(studio, t);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [studio, commands, t]);
  return null;
}

/** The paste event that follows has the text, and no question to the user; it is heard where cells are pasted. */
function leavesToBrowser(command: Command, event: KeyboardEvent): boolean {
  return command.native === 'pasting' && (event.ctrlKey || event.metaKey) && pastingKeys.has(event.key);
}
