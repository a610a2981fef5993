import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

export interface Draft {
  text: string;
  /** Something is typed that is not in force yet. */
  isDraft: boolean;
  setText: (text: string) => void;
  /** Hands over what was typed, if it differs from what is in force. */
  commit: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * Text that stays on this screen until blur or Ctrl+Enter; Escape drops it. The draft remains when the commit is refused,
 * so that nothing typed is lost. A field that goes away (another cell is selected by key) hands over first.
 */
export function useDraft(value: string, send: (text: string) => Promise<boolean>, onDrop?: () => void): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const latest = useRef<{ draft: string | null; value: string; send: (text: string) => Promise<boolean> }>(null);

  useEffect(() => {
    latest.current = { draft, value, send };
  });

  useEffect(
    () => () => {
      const last = latest.current;
      if (last?.draft != null && last.draft !== last.value) void last.send(last.draft);
    },
    [],
  );

  async function handOver(text: string): Promise<void> {
    const taken = await send(text);
    // Something may have been typed meanwhile: that is a new draft.
    if (taken) setDraft((present) => (present === text ? null : present));
  }

  function commit(): void {
    if (draft === null) return;
    if (draft === value) {
      setDraft(null);
      onDrop?.();
    } else void handOver(draft);
  }

  return {
    text: draft ?? value,
    isDraft: draft !== null,
    // Some controls repeat the value in force when they are left: that is nothing typed.
    setText: (text) => setDraft(text === value ? null : text),
    commit,
    onKeyDown(event) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) commit();
      if (event.key === 'Escape' && draft !== null) {
        event.stopPropagation();
        setDraft(null);
        onDrop?.();
      }
    },
  };
}
