import { Option, type Command } from 'commander';
import { collect } from './program.ts';

/** Options of `telar plan` and `telar run`. */
export function planOptions(command: Command): Command {
  return command
    .option('--output-dir <folder>', 'output folder, relative to the current one (default: the document’s own)')
    .option('--allow-path <folder>', 'a folder whose files the document may read, beside its own; repeatable', collect)
    .addOption(
      new Option('--overwrite <rule>', 'what happens to existing takes: stale, never or always').default('stale'),
    )
    .option('--unit <id>', 'only this unit')
    .option('--layer <name>', 'only this layer, by name or index')
    .option('--cell <unit/layer>', 'only this cell')
    .option('--to <unit/layer>', 'this cell and all it needs')
    .option('--from <unit/layer>', 'this cell and all that depends on it')
    .option('--stale', 'only cells whose take is out of date')
    .option('--failed', 'only cells that the last run did not get done, and what they hold up')
    .option('--on-error <rule>', 'stop at the first failure, or continue with what does not need it')
    .option('--max-threads <n>', 'cells at once')
    .option('--budget <usd>', 'refuse to spend more than this')
    .option('--strict', 'a reference that cannot be resolved is an error')
    .option('--no-strict', 'a reference that cannot be resolved is left out, with a warning')
    .option('--rehearse', 'make labelled placeholders instead, for nothing, in a folder of their own')
    .option('--yes', 'ask nothing: the price is accepted')
    .option('--allow-unknown-price', 'also run models whose price is not known');
}
