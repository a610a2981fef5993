/** The parts of a keyboard event that decide which command is meant. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

interface Chord {
  mod: boolean;
  shift: boolean;
  key: string;
}

function parseChord(chord: string): Chord {
  const words = chord.split('+');
  return { mod: words.includes('mod'), shift: words.includes('shift'), key: words.at(-1) ?? '' };
}

/**
 * Whether a key press is a chord such as `mod+shift+z` or `?`. `mod` is Ctrl, on a Mac Command. For signs the
 * shift key is not asked: where it is needed for `?` depends on the keyboard.
 */
export function matchesChord(press: KeyPress, chord: string, isMac: boolean): boolean {
  const { mod, shift, key } = parseChord(chord);
  const modPressed = isMac ? press.metaKey : press.ctrlKey;
  const otherPressed = isMac ? press.ctrlKey : press.metaKey;
  const isNamed = key.length > 1 || /[a-z]/.test(key);
  return (
    press.key.toLowerCase() === key &&
    modPressed === mod &&
    !otherPressed &&
    !press.altKey &&
    (!isNamed || press.shiftKey === shift)
  );
}

export interface KeyNames {
  ctrl: string;
  shift: string;
  enter: string;
  escape: string;
}

/** What is printed on the keys of a chord. */
export function chordLabels(chord: string, isMac: boolean, names: KeyNames): string[] {
  const printed: Record<string, string> = {
    mod: isMac ? '⌘' : names.ctrl,
    shift: isMac ? '⇧' : names.shift,
    enter: names.enter,
    escape: names.escape,
  };
  return chord.split('+').map((word) => printed[word] ?? word.toUpperCase());
}

const textTypes = new Set(['text', 'search', 'url', 'tel', 'email', 'password', 'number', 'date', 'time']);

/** Whether typing goes into this element, so that single letters must not be commands. */
export function isTextField(element: Element | null): boolean {
  if (element === null) return false;
  if (element.tagName === 'TEXTAREA' || element.tagName === 'SELECT') return true;
  if (element.tagName === 'INPUT') return textTypes.has(element.getAttribute('type') ?? 'text');
  return element.closest('[contenteditable="true"]') !== null;
}
