/** The parts of a keyboard event that decide which command is meant. */
export interface KeyPress {
  key: string;
  /** Place of the key on the keyboard: with Alt, some keyboards type a sign in the place of the letter. */
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

interface ParsedChord {
  mod: boolean;
  shift: boolean;
  alt: boolean;
  key: string;
}

function parseChord(chord: string): ParsedChord {
  const key = chord.endsWith('+') ? '+' : (chord.split('+').at(-1) ?? '');
  const words = chord.slice(0, -key.length).split('+');
  return { mod: words.includes('mod'), shift: words.includes('shift'), alt: words.includes('alt'), key };
}

/** Letters and keys with a name, such as Enter, are the same with and without Shift; signs are not. */
function isNamed(key: string): boolean {
  return key.length > 1 || /[a-z]/.test(key);
}

function keyOf(press: KeyPress): string {
  const letter = /^Key([A-Z])$/.exec(press.code ?? '')?.[1];
  if (press.altKey && letter !== undefined) return letter.toLowerCase();
  return press.key === ' ' ? 'space' : press.key.toLowerCase();
}

/**
 * Whether a key press is a chord such as `mod+shift+z`, `alt+c` or `?`. `mod` is Ctrl, on a Mac Command. For signs the
 * shift key is not asked: where it is needed for `?` depends on the keyboard.
 */
export function matchesChord(press: KeyPress, chord: string, isMac: boolean): boolean {
  const { mod, shift, alt, key } = parseChord(chord);
  const modPressed = isMac ? press.metaKey : press.ctrlKey;
  const otherPressed = isMac ? press.ctrlKey : press.metaKey;
  return (
    keyOf(press) === key &&
    modPressed === mod &&
    !otherPressed &&
    press.altKey === alt &&
    (!isNamed(key) || press.shiftKey === shift)
  );
}

const modifiers = new Set(['control', 'shift', 'alt', 'meta', 'altgraph', 'dead', 'process', 'unidentified']);

/** The chord of a key press; null while only modifiers are down. */
export function chordOf(press: KeyPress, isMac: boolean): string | null {
  const key = keyOf(press);
  if (modifiers.has(key)) return null;
  const mod = isMac ? press.metaKey : press.ctrlKey;
  return [mod ? 'mod' : '', press.altKey ? 'alt' : '', press.shiftKey && isNamed(key) ? 'shift' : '', key]
    .filter((word) => word !== '')
    .join('+');
}

/** Names of keys that have no sign of their own. */
export type KeyNames = Record<
  'ctrl' | 'shift' | 'alt' | 'enter' | 'escape' | 'space' | 'delete' | 'pageUp' | 'pageDown',
  string
>;

const arrows: Record<string, string> = { arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→' };

/** What is printed on the keys of a chord. */
export function chordLabels(chord: string, isMac: boolean, names: KeyNames): string[] {
  const { mod, shift, alt, key } = parseChord(chord);
  const printed: Record<string, string> = { ...arrows, ...names, pageup: names.pageUp, pagedown: names.pageDown };
  return [
    ...(mod ? [isMac ? '⌘' : names.ctrl] : []),
    ...(alt ? [isMac ? '⌥' : names.alt] : []),
    ...(shift ? [isMac ? '⇧' : names.shift] : []),
    printed[key] ?? (key.length > 2 ? key.charAt(0).toUpperCase() + key.slice(1) : key.toUpperCase()),
  ];
}

const textTypes = new Set(['text', 'search', 'url', 'tel', 'email', 'password', 'number', 'date', 'time']);

/** Whether typing goes into this element, so that single letters must not be commands. */
export function isTextField(element: Element | null): boolean {
  if (element === null) return false;
  if (element.tagName === 'TEXTAREA' || element.tagName === 'SELECT') return true;
  if (element.tagName === 'INPUT') return textTypes.has(element.getAttribute('type') ?? 'text');
  return element.closest('[contenteditable="true"]') !== null;
}
