import type { AssetType } from '../../artifact/index.ts';
import type { JsonObject, JsonValue } from '../../base/index.ts';
import type { Capability } from '../capability.ts';
import { isJsonObject } from './resolve-schema.ts';

/**
 * What a model can be used for, by what it takes and makes; `words` are its name, description and the provider's own
 * category. Only what switching between models needs: none is better than a wrong one.
 */
export function guessCapabilities(parameters: JsonObject, assetType: AssetType, words: string): Capability[] {
  const takes = new Set(mediaTaken(parameters));
  const required = Array.isArray(parameters.required) ? parameters.required : [];
  const properties = isJsonObject(parameters.properties) ? parameters.properties : {};
  const has = (name: string): boolean => Object.hasOwn(properties, name);
  const isPrompted = has('prompt');
  // A model that needs a picture makes nothing from words alone.
  const needsFile = required.some((name) => typeof name === 'string' && isFile(properties[name]));
  const plain = words.toLowerCase();
  const found: Capability[] = [];
  if (assetType === 'image') {
    if (takes.has('image') && /upscal|super.?resolution|esrgan/.test(plain)) return ['upscale'];
    if (takes.has('image') && /background.?remov|remove.?b(ack)?g|rembg|birefnet/.test(plain))
      return ['background-removal'];
    if (isPrompted && !needsFile) found.push('text-to-image');
    if (takes.has('image')) found.push('image-to-image');
    if (takes.has('image') && has('mask')) found.push('inpainting');
  }
  if (assetType === 'video') {
    if (isPrompted && !needsFile) found.push('text-to-video');
    if (takes.has('image')) found.push('image-to-video');
    if (takes.has('video')) found.push('video-to-video');
  }
  if (assetType === 'audio') {
    const isSpeech = /text.?to.?speech|\btts\b|speech|voice/.test(plain);
    if (isSpeech && (has('text') || isPrompted)) found.push('text-to-speech');
    else if (isPrompted && !needsFile) found.push('text-to-music');
  }
  if (assetType === 'text') {
    if (takes.has('audio') && /whisper|transcri|speech/.test(plain)) found.push('speech-to-text');
    else if (takes.has('image')) found.push('image-to-text');
    else if (isPrompted && !needsFile) found.push('text-generation');
  }
  return found;
}

function mediaTaken(parameters: JsonObject): string[] {
  const properties = isJsonObject(parameters.properties) ? Object.values(parameters.properties) : [];
  return properties.flatMap((each) => {
    const schema = isJsonObject(each) && isJsonObject(each.items) ? each.items : each;
    const media = isJsonObject(schema) ? schema.contentMediaType : undefined;
    return typeof media === 'string' ? [media.replace(/\/.*$/, '')] : [];
  });
}

function isFile(schema: JsonValue | undefined): boolean {
  if (!isJsonObject(schema)) return false;
  return schema.format === 'uri' || (isJsonObject(schema.items) && schema.items.format === 'uri');
}
