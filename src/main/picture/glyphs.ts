/**
 * A bitmap font for labels, drawn for Telar. Each character is a string of rows from the top, each row one base-32 digit
 * whose five bits are the pixels from the left. Capitals fill seven rows; an eighth and ninth row hang below the line.
 */
const drawn: Record<string, string> = {
  ' ': '',
  '!': '4444404',
  '"': 'aaa',
  '#': 'aavavaa',
  $: '4fke5u4',
  '%': 'op248j3',
  '&': 'cik8lid',
  "'": '448',
  '(': '2488842',
  ')': '8422248',
  '*': '04lel4',
  '+': '044v44',
  ',': '00000c48',
  '-': '000v',
  '.': '00000cc',
  '/': '01248g',
  ':': '0cc0cc',
  ';': '0cc0c48',
  '<': '248g842',
  '=': '00v0v',
  '>': '8421248',
  '?': 'eh12404',
  '@': 'eh1dlle',
  '[': 'e88888e',
  '\\': '0g8421',
  ']': 'e22222e',
  '^': '4ah',
  _: '000000v',
  '`': '842',
  '{': '2448442',
  '|': '4444444',
  '}': '8442448',
  '~': '008l2',
  '¿': '4048ghe',
  '¡': '4044444',
  '·': '000c',
  '…': '000000l',
  '0': 'ehjlphe',
  '1': '4c4444e',
  '2': 'eh1248v',
  '3': 'v2421he',
  '4': '26aiv22',
  '5': 'vgu11he',
  '6': '68guhhe',
  '7': 'v124888',
  '8': 'ehhehhe',
  '9': 'ehhf12c',
  A: 'ehhvhhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhe',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hhpljhh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllla',
  X: 'hha4ahh',
  Y: 'hhha444',
  Z: 'v1248gv',
  a: '00e1fhf',
  b: 'ggmphhu',
  c: '00egghe',
  d: '11djhhf',
  e: '00ehvge',
  f: '698s888',
  g: '00fhhhf1e',
  h: 'ggmphhh',
  i: '40c444e',
  j: '2062222ic',
  k: 'ggikoki',
  l: 'c44444e',
  m: '00qllhh',
  n: '00mphhh',
  o: '00ehhhe',
  p: '00uhhhugg',
  q: '00fhhhf11',
  r: '00mpggg',
  s: '00ege1u',
  t: '88s8896',
  u: '00hhhjd',
  v: '00hhha4',
  w: '00hhlla',
  x: '00ha4ah',
  y: '00hhhhf1e',
  z: '00v248v',
};

/** Marks above a letter, two rows, by their combining character. */
const marks: Record<string, string> = {
  '\u0300': '84',
  '\u0301': '24',
  '\u0302': '4a',
  '\u0303': 'dm',
  '\u0308': 'a0',
};

const dotless: Record<string, string> = { i: '00c444e', j: '0062222ic' };
const alike: Record<string, string> = { '’': "'", '‘': "'", '“': '"', '”': '"', '–': '-', '—': '-', '×': 'x' };
const unknownGlyph = 'vhhhhhv';

/** Size in pixels of a character's place at scale 1, the gaps to its neighbours included. */
export const cellWidth = 6;
export const cellHeight = 12;

/** Rows that marks on capitals need above the seven of a letter. */
const markRows = 2;

/** Eleven rows of five bits each for one character; a character that is not in the font is an empty box. */
export function glyphRows(character: string): number[] {
  const [letter = ' ', ...combining] = (alike[character] ?? character).normalize('NFD');
  const mark = marks[combining.find((each) => marks[each] !== undefined) ?? ''];
  const body = (mark === undefined ? undefined : dotless[letter]) ?? drawn[letter] ?? unknownGlyph;
  const rows = Array.from({ length: 11 }, (_, row) => digit(body[row - markRows]));
  if (mark === undefined) return rows;
  // A small letter leaves its two upper rows free, a capital none.
  const top = body.startsWith('00') ? markRows - 1 : 0;
  return rows.map((bits, row) => bits | digit(mark[row - top]));
}

function digit(character: string | undefined): number {
  return character === undefined ? 0 : Number.parseInt(character, 32);
}
