import type { Command } from 'commander';
import { exportCommand, importCommand, type ExportFlags } from './exchange-commands.ts';
import type { Json, Perform } from './program.ts';

/** `telar export …` and `telar import …`, which have forms below them. */
export function exchangeCommands(program: Command, perform: Perform): void {
  const exports = program.command('export').description('write a document in another form').exitOverride();
  const form = (name: string, description: string): Command =>
    exports
      .command(`${name} <file>`)
      .description(description)
      .option('--output <file>', 'file to write (default: stdout)')
      .option('--force', 'replace a file that is there')
      .option('--json', 'print JSON lines on stdout')
      .exitOverride();
  form('csv', 'units and their variables as a table')
    .option('--tsv', 'separate by tabs')
    .action((file: string, flags: ExportFlags & Json & { tsv?: boolean }) =>
      perform((output) => exportCommand(file, flags.tsv === true ? 'tsv' : 'csv', flags, output), flags.json === true),
    );
  form('layers-dict', 'the plain form: units with their layers').action((file: string, flags: ExportFlags & Json) =>
    perform((output) => exportCommand(file, 'layers-dict', flags, output), flags.json === true),
  );
  program
    .command('import')
    .description('take something into a document')
    .exitOverride()
    .command('csv <file> <table>')
    .description('units and their variables from a CSV or TSV table')
    .option('--json', 'print JSON lines on stdout')
    .exitOverride()
    .action((file: string, table: string, flags: Json) =>
      perform((output) => importCommand(file, table, output), flags.json === true),
    );
}
