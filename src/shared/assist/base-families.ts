/** Families of models whose LoRAs fit each other's, by the ways in which files and hubs name them. */
const families: readonly [family: string, names: RegExp][] = [
  ['telar-mini', /telar-?mini/],
  ['sdxl', /sd-?xl|stable-diffusion-xl|\bxl\b|pony|illustrious|noob-?ai|playground-v2/],
  ['sd3', /sd-?(v)?3|stable-diffusion-(v-?)?3/],
  ['flux', /flux/],
  ['sd2', /sd-?(v)?2|stable-diffusion-(v-?)?2/],
  ['sd1', /sd-?(v)?1|stable-diffusion-(v-?)?1|\bv1-?[45]\b/],
];

/** Family of a model by its id or by what a LoRA says of its base; the text itself where it names no known family. */
export function baseFamily(text: string): string {
  const name = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_./]+/g, '-');
  return families.find(([, names]) => names.test(name))?.[0] ?? name.replace(/^local-/, '');
}

/** Whether a LoRA for one base fits a model that goes by any of these names. */
export function fitsBase(loraBase: string, modelNames: readonly string[]): boolean {
  const family = baseFamily(loraBase);
  return modelNames.some((name) => baseFamily(name) === family);
}
