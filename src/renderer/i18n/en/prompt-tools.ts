/** English sentences of the help with the words of a prompt. */
export const promptTools = {
  title: 'Prompt tools',
  difference: 'What would change',
  use: 'Use this',
  another: 'Another',
  takeBack: 'Take it back',
  tidy: {
    title: 'Tidy up',
    hint: 'Cleans up the text; what it asks for stays the same.',
    nothing: 'There is nothing to tidy up.',
  },
  weigh: {
    title: 'Weights',
    hint: 'How much each thing counts: 1 is normal, more stresses it.',
    nothing: 'Write a prompt first; what is understood of it appears here.',
    of: 'Weight of “{{text}}”',
  },
  vary: {
    title: 'Vary',
    hint: 'Puts another word of the same sort in the place of one or two.',
    nothing: 'None of the words has others of its sort: a colour, a time of day, a style.',
  },
  character: {
    title: 'Character',
    hint: 'Invents a person in the place of the prompt.',
    world: 'World',
    worlds: { any: 'Any', fantasy: 'Fantasy', modern: 'Modern', 'science-fiction': 'Sci-fi' },
  },
  kind: {
    spaces: 'Spaces are set right.',
    'empty-part': 'Empty parts between commas go.',
    'duplicate-part': 'What is said twice is said once.',
    unopened: 'Brackets that close nothing go.',
    unclosed: 'Brackets that stay open are closed.',
    weight: 'Weights change.',
    swap: 'Words are replaced.',
  },
};
