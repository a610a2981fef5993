import type { Judgement } from './judge.ts';

/** Words of telar-mini's language for what the judge can see. */
const words = {
  object: { house: 'house', tree: 'tree', boat: 'boat', cat: 'cat', balloon: 'balloon', tower: 'lighthouse' },
  colour: {
    red: 'a red',
    blue: 'a blue',
    yellow: 'a yellow',
    white: 'a white',
    purple: 'a purple',
    orange: 'an orange',
  },
  position: { left: 'on the left', center: 'in the center', right: 'on the right' },
  time: { day: 'during the day', sunset: 'at sunset', night: 'at night', dawn: 'at dawn' },
  land: {
    sea: 'the sea',
    mountains: 'mountains',
    desert: 'the desert',
    forest: 'a forest',
    meadow: 'a meadow',
    snow: 'snow',
  },
  sky: { sun: 'the sun', clouds: 'clouds', moon: 'a moon', stars: 'stars', 'moon and stars': 'a moon and stars' },
} as const satisfies Record<keyof Judgement, Record<string, string>>;

export interface Scene {
  prompt: string;
  shows: Judgement;
}

/** `count` random scenes, the same ones every time: a boat only at sea, moon and stars only at night. */
export function randomScenes(count: number): Scene[] {
  let state = 20_260_823;
  const draw = <T>(choices: readonly T[]): T => {
    // Numerical Recipes' linear congruential generator; its high bits are the random ones.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const choice = choices[Math.floor((state / 2 ** 32) * choices.length)];
    if (choice === undefined) throw new RangeError('There is nothing to choose from.');
    return choice;
  };
  return Array.from({ length: count }, () => {
    const land = draw(keys(words.land));
    const object = draw(keys(words.object).filter((name) => name !== 'boat' || land === 'sea'));
    const time = draw(keys(words.time));
    const sky = draw(time === 'night' ? (['moon', 'stars', 'moon and stars'] as const) : (['sun', 'clouds'] as const));
    const [colour, position] = [draw(keys(words.colour)), draw(keys(words.position))];
    const subject = `${words.colour[colour]} ${words.object[object]} ${words.position[position]}`;
    return {
      prompt: `${subject}, ${words.land[land]} ${words.time[time]}, with ${words.sky[sky]}`,
      shows: { object, colour, position, time, land, sky },
    };
  });
}

function keys<T extends string>(record: Record<T, string>): T[] {
  return Object.keys(record) as T[];
}
