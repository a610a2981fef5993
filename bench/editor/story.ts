/** Cells in a unit: every matrix of the bench is this wide. */
export const layerCount = 10;

/** A matrix of pictures: each layer reads the one before, every fourth unit also a picture of the unit before. */
export function storyOf(cells: number): { units: number; text: string } {
  const units = cells / layerCount;
  const layers = Array.from({ length: layerCount }, (_, layer) => ({
    name: `l${layer}`,
    asset_type: 'image',
    model: 'local/telar-mini',
    parameters: {
      prompt: 'a {{unit.vars.scene}}',
      ...(layer === 0 ? {} : { image: `{{layers.l${layer - 1}.path}}` }),
    },
  }));
  const rows = Array.from({ length: units }, (_, unit) => ({
    id: `u${unit}`,
    vars: { scene: `harbour ${unit}` },
    cells: unit % 4 === 3 ? { l1: { parameters: { image: '{{prev_unit.layers.l1.path}}' } } } : {},
  }));
  return { units, text: JSON.stringify({ telar: 1, title: `${cells} cells`, layers, units: rows }) };
}
