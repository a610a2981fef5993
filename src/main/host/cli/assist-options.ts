import type { Command } from 'commander';
import { collect } from './program.ts';

/** Options of `telar generate` beside those of the advice. */
export function generateOptions(command: Command): Command {
  return command
    .option('--mode <mode>', 'auto, assisted (shows the advice and asks) or manual (nothing is chosen for you)', 'auto')
    .option('--steps <n>', 'steps, in place of the advised ones')
    .option('--cfg <number>', 'guidance scale, in place of the advised one')
    .option('--width <pixels>', 'width, in place of the advised one')
    .option('--height <pixels>', 'height, in place of the advised one')
    .option('--aspect-ratio <name>', 'shape, of models that have names for it, in place of the advised one')
    .option('--sampler <name>', 'sampler, in place of the advised one')
    .option('--lora <name:weight>', 'a LoRA in place of the advised ones; repeatable; "none" takes none', collect)
    .option('--batch <n>', 'so many pictures; --seed is the seed of the first')
    .option('--vary <what>', 'what they differ in: seed, param, lora or mixed')
    .option(
      '--axis <values>',
      'seed=4, steps=4,8, cfg=2..5/4, sampler=ddim,euler or lora=none,neon:0.8; repeatable',
      collect,
    )
    .option('--sequential', 'one picture after the other, also where memory allows for more')
    .option('--resume <id>', 'make what a generation has not made yet, without a prompt')
    .option('--output <folder>', 'folder for the pictures (default: beside the generation in the data folder)')
    .option('--sheet <file>', 'also write them on one sheet with what they differ in: .png, .jpg or .webp')
    .option('--force', 'replace files that are there: the sheet, and with --resume pictures that were saved before')
    .option('--share-safe', 'save them without prompts')
    .option('--scale <times>', 'save them 2, 4 or 8 times as large')
    .option('--budget <usd>', 'refuse to spend more than this')
    .option('--yes', 'ask nothing: the advice and the price are accepted')
    .option('--allow-unknown-price', 'also run a model whose price is not known');
}

/** Options of `telar recommend`. */
export function recommendOptions(command: Command): Command {
  return command
    .option('--model <id>', 'the base model (default: the best that is installed)')
    .option('--negative <text>', 'what the picture must not show; "" for nothing (default: as advised)')
    .option('--seed <number>', 'the seed to advise')
    .option('--max-time <seconds>', 'longest time for a picture')
    .option('--max-vram <gigabytes>', 'most memory for it')
    .option('--priority <which>', 'quality, balanced or speed')
    .option('--max-loras <number>', 'most LoRAs (default: 3)')
    .option('--min-confidence <score>', 'least score of a LoRA, 0 to 1 (default: 0.3)')
    .option('--mix-styles', 'also LoRAs whose styles exclude each other')
    .option('--block <tag>', 'no LoRA with this tag; repeatable', collect)
    .option('--ollama <model>', 'let this model of Ollama read the prompt')
    .option('--no-learning', 'leave out what your ratings have taught')
    .option('--explain <level>', 'MINIMAL, STANDARD, DETAILED or TECHNICAL')
    .option('--language <en or es>', 'language of the sentences');
}
