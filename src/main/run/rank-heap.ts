/** Something with a place in a queue; the smaller rank goes first. */
export interface Ranked {
  rank: number;
}

/** A binary heap: push and pop cost the logarithm of its size, whatever the number of cells. */
export class RankHeap<T extends Ranked> {
  private readonly items: T[] = [];

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    const { items } = this;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent];
      if (above === undefined || above.rank <= item.rank) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  pop(): T | undefined {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined || items.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const smaller = (items[left + 1]?.rank ?? Infinity) < (items[left]?.rank ?? Infinity) ? left + 1 : left;
      const child = items[smaller];
      if (child === undefined || child.rank >= last.rank) break;
      items[at] = child;
      at = smaller;
    }
    items[at] = last;
    return first;
  }
}
