const key = 'telar.recent-commands';
const kept = 5;

/** Ids of the palette's newest choices in this profile, the newest first. */
export function recentCommands(storage: Storage): string[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string').slice(0, kept) : [];
  } catch {
    // Somebody else wrote there: the list begins anew.
    return [];
  }
}

/** Puts a choice first. */
export function rememberCommand(storage: Storage, id: string): void {
  const others = recentCommands(storage).filter((each) => each !== id);
  storage.setItem(key, JSON.stringify([id, ...others].slice(0, kept)));
}
