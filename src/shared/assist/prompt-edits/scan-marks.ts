/** Where the marks of a prompt stand, in the grammar of `parsePrompt`. */
export interface Marks {
  /** Offsets of commas outside of all brackets. */
  commas: number[];
  /** Offsets of characters outside of brackets that close what nothing opened, a weight before it included. */
  unopened: Set<number>;
  /** Openers that nothing closes, in their order. */
  unclosed: { at: number; closer: string }[];
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const mark = /\\[^]|<lora:[^<>]{1,220}>|[([{]|:\s{0,8}[+-]?(?:\d+\.?\d*|\.\d+)\s{0,8}\)|[)\]}]|,/gu;

export function scanMarks(prompt: string): Marks {
  const open: Record<string, number[]> = { ')': [], ']': [], '}': [] };
  const depth = (): number => Object.values(open).reduce((sum, each) => sum + each.length, 0);
  const commas: number[] = [];
  const unopened = new Set<number>();
  for (const { 0: text, index } of prompt.matchAll(mark)) {
    const closer = closers[text];
    if (closer !== undefined) open[closer]?.push(index);
    else if (text === ',') {
      if (depth() === 0) commas.push(index);
    } else if (!/^[\\<]/u.test(text) && open[text.slice(-1)]?.pop() === undefined && depth() === 0) {
      for (let at = index; at < index + text.length; at++) unopened.add(at);
    }
  }
  const unclosed = Object.entries(open).flatMap(([closer, starts]) => starts.map((at) => ({ at, closer })));
  return { commas, unopened, unclosed: unclosed.toSorted((one, other) => one.at - other.at) };
}
