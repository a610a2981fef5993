/** English sentences of the graph's ground: what there is no room for, left-out cells, lines by keyboard, an empty matrix. */
export const canvas = {
  moreVariables: '+{{count}} more',
  line: 'Line',
  wire: '{{cell}} reads {{source}} ({{parameters}}). Enter goes to the other end, Delete takes the line away.',
  noWires: '{{cell}} has no lines: it reads no cell, and none reads it.',
  leftOut: 'Left out',
  gap: '{{layer}} of {{unit}} is left out',
  bringBack: 'Bring back',
  bringBackNamed: 'Bring back {{cell}}',
  fromExample: 'Or begin with an example',
};
