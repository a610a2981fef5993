import type { Command } from 'commander';
import { costsCommand, historyCommand, resetCostsCommand, type CostFlags, type HistoryFlags } from './cost-commands.ts';
import type { Json, Perform } from './program.ts';

/** `telar costs …` and `telar history`. */
export function costCommands(program: Command, perform: Perform): void {
  const costs = program
    .command('costs')
    .description('what was spent, and what is left of the limits')
    .option('--by <group>', 'day, week, month, model, provider, run, unit, layer or cell')
    .option('--since <date>', 'from this day on, such as 2026-11-21')
    .option('--until <date>', 'up to this day')
    .option('--all', 'also what was booked before the totals were reset')
    .option('--csv', 'every booked job as CSV')
    .option('--json', 'print JSON lines on stdout')
    .exitOverride()
    .action((flags: CostFlags & Json) => perform((output) => costsCommand(flags, output), flags.json === true));
  costs
    .command('reset')
    .description('count totals from now on; the ledger and the history stay')
    .exitOverride()
    .action((_flags: Json, own: Command) => {
      const { json } = own.optsWithGlobals<Json>();
      return perform((output) => resetCostsCommand(output), json === true);
    });
  program
    .command('history')
    .description('what was inferred, the newest first')
    .option('--limit <n>', 'how many', '20')
    .option('--model <id>', 'only this model')
    .option('--failed', 'only what failed')
    .option('--json', 'print JSON lines on stdout')
    .exitOverride()
    .action((flags: HistoryFlags & Json) => perform((output) => historyCommand(flags, output), flags.json === true));
}
