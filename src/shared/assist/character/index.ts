export { worldNames } from './character-traits.ts';
export { character, characterTraits, generateCharacter, optionsOf } from './generate-character.ts';
