import { millionths } from './lora-scores.ts';
import type { RatedLora } from './rate-lora.ts';

/**
 * Says of LoRAs that the user's results have moved past each other that they did, in the list as it is now ordered. Only
 * what the prompt calls for takes part: the order of all others is of no use to anybody.
 */
export function withOvertaking(rated: readonly RatedLora[]): RatedLora[] {
  const called = rated.filter(({ match }) => match.called !== null);
  if (called.every(({ historyEffect }) => historyEffect === 0)) return [...rated];
  return rated.map((lora) => (lora.match.called === null ? lora : withReasons(lora, called)));
}

function withReasons(lora: RatedLora, called: readonly RatedLora[]): RatedLora {
  const at = called.indexOf(lora);
  const { historyEffect: adjustment, ratings } = lora;
  const passed = called.slice(at + 1).filter((other) => stoodBefore(other, lora));
  const passing = called.slice(0, at).filter((other) => stoodBefore(lora, other));
  const names = (others: RatedLora[]): string[] => others.map(({ advised }) => advised.name);
  return {
    ...lora,
    advised: {
      ...lora.advised,
      reasons: [
        ...lora.advised.reasons,
        ...(passed.length > 0 && adjustment > 0
          ? [{ kind: 'moved-up' as const, over: names(passed), adjustment, ratings }]
          : []),
        ...(passing.length > 0 && adjustment < 0
          ? [{ kind: 'moved-down' as const, below: names(passing), adjustment, ratings }]
          : []),
      ],
    },
  };
}

/** Whether one would stand before the other if nothing were learned of either. */
function stoodBefore(one: RatedLora, other: RatedLora): boolean {
  const before = (lora: RatedLora): number => millionths(lora.advised.score - lora.historyEffect);
  const difference = before(one) - before(other);
  return difference > 0 || (difference === 0 && one.candidate.id < other.candidate.id);
}
