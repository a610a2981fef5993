/** A choice in both languages; a Spanish one that agrees with a person is masculine/feminine. */
export interface TraitOption {
  id: string;
  en: string;
  es: string;
}

function options(...rows: readonly [id: string, en: string, es: string][]): readonly TraitOption[] {
  return rows.map(([id, en, es]) => ({ id, en, es }));
}

/** Who it is, by the world it lives in. Each world has its own clothes, things and places. */
export const worlds = {
  fantasy: {
    role: options(
      ['knight', 'knight', 'caballero/guerrera'],
      ['wizard', 'wizard', 'mago/maga'],
      ['archer', 'archer', 'arquero/arquera'],
      ['thief', 'thief', 'ladrón/ladrona'],
      ['druid', 'druid', 'druida'],
      ['alchemist', 'alchemist', 'alquimista'],
    ),
    clothing: options(
      ['leather-armor', 'leather armor', 'armadura de cuero'],
      ['plate-armor', 'plate armor', 'armadura de acero'],
      ['robe', 'a dark blue robe', 'túnica azul oscuro'],
      ['hooded-cloak', 'a green hooded cloak', 'capa verde con capucha'],
    ),
    accessory: options(
      ['sword', 'a sword', 'una espada'],
      ['staff', 'a wooden staff', 'un bastón de madera'],
      ['book', 'an old book', 'un libro viejo'],
      ['lantern', 'a lantern', 'un farol'],
    ),
    setting: options(
      ['forest', 'in a misty forest', 'en un bosque con niebla'],
      ['castle', 'in front of a castle', 'ante un castillo'],
      ['ruins', 'among ancient ruins', 'entre ruinas antiguas'],
      ['tavern', 'in a tavern', 'en una taberna'],
    ),
  },
  modern: {
    role: options(
      ['musician', 'musician', 'músico/música'],
      ['detective', 'detective', 'detective'],
      ['doctor', 'doctor', 'médico/médica'],
      ['artist', 'artist', 'artista'],
      ['chef', 'chef', 'cocinero/cocinera'],
      ['dancer', 'dancer', 'bailarín/bailarina'],
    ),
    clothing: options(
      ['coat', 'a grey coat', 'abrigo gris'],
      ['hoodie', 'a red hoodie', 'sudadera roja'],
      ['jacket', 'a leather jacket', 'chaqueta de cuero'],
      ['suit', 'an elegant suit', 'traje elegante'],
    ),
    accessory: options(
      ['camera', 'a camera', 'una cámara'],
      ['umbrella', 'an umbrella', 'un paraguas'],
      ['guitar', 'a guitar', 'una guitarra'],
      ['cup', 'a cup of coffee', 'una taza de café'],
    ),
    setting: options(
      ['street', 'in a rainy street', 'en una calle con lluvia'],
      ['cafe', 'in a cafe', 'en una cafetería'],
      ['park', 'in a park', 'en un parque'],
      ['rooftop', 'on a rooftop over the city', 'en una azotea sobre la ciudad'],
    ),
  },
  'science-fiction': {
    role: options(
      ['astronaut', 'astronaut', 'astronauta'],
      ['pilot', 'pilot', 'piloto'],
      ['hacker', 'hacker', 'hacker'],
      ['cyborg', 'cyborg', 'cíborg'],
      ['scientist', 'scientist', 'científico/científica'],
    ),
    clothing: options(
      ['spacesuit', 'a white spacesuit', 'traje espacial blanco'],
      ['jumpsuit', 'an orange jumpsuit', 'mono de trabajo naranja'],
      ['futuristic-armor', 'futuristic armor', 'armadura futurista'],
      ['coat', 'a long black coat', 'abrigo negro'],
    ),
    accessory: options(
      ['helmet', 'a helmet', 'un casco'],
      ['drone', 'a small drone', 'un dron pequeño'],
      ['laser', 'a laser', 'un láser'],
      ['hologram', 'a glowing sphere', 'una esfera brillante'],
    ),
    setting: options(
      ['spaceship', 'inside a spaceship', 'dentro de una nave espacial'],
      ['planet', 'on a desert planet', 'en un planeta desértico'],
      ['neon-city', 'in a neon city', 'en una ciudad de neón'],
      ['laboratory', 'in a laboratory', 'en un laboratorio'],
    ),
  },
} as const satisfies Record<string, Record<'role' | 'clothing' | 'accessory' | 'setting', readonly TraitOption[]>>;
export type CharacterWorld = keyof typeof worlds;
export const worldNames = Object.keys(worlds) as CharacterWorld[];

/** What anyone in any world may look like. */
export const sharedTraits = {
  gender: options(['woman', 'woman', 'mujer'], ['man', 'man', 'hombre']),
  age: options(
    ['young', 'young', 'joven'],
    ['middle-aged', 'middle-aged', 'de mediana edad'],
    ['old', 'old', 'anciano/anciana'],
  ),
  hair: options(
    ['long-silver', 'long silver hair', 'pelo largo plateado'],
    ['short-black', 'short black hair', 'pelo corto negro'],
    ['curly-red', 'curly red hair', 'pelo rizado rojo'],
    ['braided-brown', 'brown hair in a braid', 'pelo castaño con trenza'],
    ['wavy-blonde', 'wavy blonde hair', 'pelo ondulado rubio'],
    ['messy-white', 'messy white hair', 'pelo revuelto blanco'],
  ),
  eyes: options(
    ['green', 'green eyes', 'ojos verdes'],
    ['blue', 'blue eyes', 'ojos azules'],
    ['brown', 'brown eyes', 'ojos marrones'],
    ['grey', 'grey eyes', 'ojos grises'],
    ['golden', 'golden eyes', 'ojos dorados'],
  ),
  feature: options(
    ['freckles', 'freckles', 'pecas'],
    ['scar', 'a scar', 'una cicatriz'],
    ['tattoo', 'a tattoo', 'un tatuaje'],
    ['pale-skin', 'pale skin', 'piel pálida'],
    ['dark-skin', 'dark skin', 'piel oscura'],
    ['wrinkles', 'wrinkles', 'arrugas'],
  ),
  mood: options(
    ['calm', 'calm', 'gesto tranquilo'],
    ['proud', 'proud', 'gesto orgulloso'],
    ['mysterious', 'mysterious', 'aire misterioso'],
    ['cheerful', 'cheerful', 'gesto alegre'],
    ['melancholic', 'melancholic', 'aire melancólico'],
    ['serious', 'serious', 'gesto serio'],
  ),
  pose: options(
    ['standing', 'standing', 'de pie'],
    ['sitting', 'sitting', 'sentado/sentada'],
    ['walking', 'walking', 'caminando'],
    ['leaning', 'leaning', 'apoyado/apoyada'],
  ),
  light: options(
    ['morning', 'soft morning light', 'luz suave de la mañana'],
    ['golden-hour', 'golden hour', 'hora dorada'],
    ['moonlight', 'moonlight', 'luz de luna'],
    ['candlelight', 'candlelight', 'luz de vela'],
    ['dramatic', 'dramatic lighting', 'iluminación dramática'],
    ['backlit', 'backlit', 'contraluz'],
  ),
} as const satisfies Record<string, readonly TraitOption[]>;
