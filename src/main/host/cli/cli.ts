import { Command, CommanderError, Option } from 'commander';
import { toFailure, UsageError, type TelarError } from '../../../shared/base/index.ts';
import { doctorCommand } from './commands.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { telarVersion } from './local-core.ts';
import { exportCommand, importCommand, type ExportFlags } from './exchange-commands.ts';
import { jobsCommand, type JobFlags } from './job-commands.ts';
import { createOutput, type Output } from './output.ts';
import { planCommand, runCommand } from './run-commands.ts';
import type { PlanFlags } from './scope-options.ts';
import { serveCommand, type ServeFlags } from './serve-command.ts';

type Action = (output: Output) => Promise<number>;
type Perform = (action: Action, json: boolean) => Promise<void>;
type Json = { json?: boolean };

/** Runs the command line and resolves to its exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.done;
  const program = buildProgram(async (action, json) => {
    const output = createOutput(json);
    try {
      code = await action(output);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'InternalError') process.stderr.write(`${String((error as Error).stack ?? error)}\n`);
      output.failure(failure);
      code = exitCodeOf(failure.code);
    }
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed the message (or the help that was asked for).
    if (error.exitCode !== 0 && args.includes('--json')) {
      createOutput(true).line({ type: 'error', ...malformedCommand(error).toJSON() });
    }
    return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
  }
  return code;
}

/** A command line that does not parse, as any other failure. */
function malformedCommand(error: CommanderError): TelarError {
  return new UsageError('invalid', error.message.replace(/^error: /, ''), {
    hint: 'telar --help shows all commands, telar COMMAND --help its options.',
    cause: error,
  });
}

function buildProgram(perform: Perform): Command {
  const program = new Command('telar')
    .description('Matrix studio for generative pictures, video and sound')
    .version(telarVersion)
    .exitOverride()
    .showHelpAfterError('(telar --help shows all commands)');

  function command(name: string, description: string): Command {
    return program.command(name).description(description).option('--json', 'print JSON lines on stdout').exitOverride();
  }

  planOptions(command('plan <file>', 'show what would run, why and for how much')).action(
    (file: string, flags: PlanFlags & Json) =>
      perform((output) => planCommand(file, flags, output), flags.json === true),
  );
  planOptions(command('run <file>', 'run the cells that have no take or a stale one')).action(
    (file: string, flags: PlanFlags & Json) =>
      perform((output) => runCommand(file, flags, output), flags.json === true),
  );
  command('serve [file]', 'open the studio in a browser (127.0.0.1 only)')
    .option('--port <number>', 'port to listen on (default: the one used last)')
    .option('--output-dir <folder>', 'output folder instead of the document’s own')
    .option('--allow-path <folder>', 'a folder whose files documents may read, beside their own; repeatable', collect)
    .option('--open', 'open the default browser')
    .action((file: string | undefined, flags: ServeFlags & Json) =>
      perform((output) => serveCommand(file, flags, output), flags.json === true),
    );
  command('jobs <file>', 'show paid jobs that are not finished, and decide about them')
    .option('--output-dir <folder>', 'output folder instead of the document’s own')
    .option('--look-again <id or unit/layer>', 'look a job up at its provider once more')
    .option('--release <id or unit/layer>', 'let a job go: it counts as charged, its cell can run again')
    .action((file: string, flags: JobFlags & Json) =>
      perform((output) => jobsCommand(file, flags, output), flags.json === true),
    );
  exchangeCommands(program, perform);
  command('doctor', 'show versions, execution providers and folders').action((flags: Json) =>
    perform((output) => doctorCommand(output), flags.json === true),
  );
  return program;
}

/** `telar export …` and `telar import …`, which have forms below them. */
function exchangeCommands(program: Command, perform: Perform): void {
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

/** Collects the values of an option that may be given several times. */
function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function planOptions(command: Command): Command {
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

process.exitCode = await runCli(process.argv.slice(2));
