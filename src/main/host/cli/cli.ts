import { Command, CommanderError } from 'commander';
import { toFailure, UsageError, type TelarError } from '../../../shared/base/index.ts';
import { generateOptions, recommendOptions } from './assist-options.ts';
import { costCommands } from './cost-program.ts';
import { doctorCommand, type DoctorFlags } from './doctor-command.ts';
import { exchangeCommands } from './exchange-program.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import type { GenerateFlags } from './generate-arguments.ts';
import { generateCommand } from './generate-command.ts';
import { inferCommand, type InferFlags } from './infer-command.ts';
import { jobsCommand, type JobFlags } from './job-commands.ts';
import { telarVersion } from './local-core.ts';
import { metadataCommand } from './metadata-command.ts';
import { modelCommands } from './model-program.ts';
import { createOutput } from './output.ts';
import { planOptions } from './plan-options.ts';
import { collect, type Json, type Perform } from './program.ts';
import type { RecommendFlags } from './recommend-arguments.ts';
import { recommendCommand } from './recommend-command.ts';
import { planCommand, runCommand } from './run-commands.ts';
import type { PlanFlags } from './scope-options.ts';
import { serveCommand, type ServeFlags } from './serve-command.ts';

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
  command('infer [model] [parameters...]', 'do one inference: telar infer MODEL key=value …')
    .option('--output <file>', 'file, or existing folder, that gets a copy of the result')
    .option('--force', 'replace that file if it is there')
    .option('--budget <usd>', 'refuse to spend more than this')
    .option('--rehearse', 'make a labelled placeholder instead, for nothing')
    .option('--yes', 'ask nothing: the price is accepted')
    .option('--allow-unknown-price', 'also run a model whose price is not known')
    .option('--resume', 'finish paid inferences that were interrupted')
    .action((model: string | undefined, parameters: string[], flags: InferFlags & Json) =>
      perform((output) => inferCommand(model, parameters, flags, output), flags.json === true),
    );
  generateOptions(
    recommendOptions(command('generate [prompt]', 'make pictures of a prompt, by advice that is explained')),
  ).action((prompt: string | undefined, flags: GenerateFlags & Json) =>
    perform((output) => generateCommand(prompt, flags, output), flags.json === true),
  );
  command('metadata <file>', 'how a picture was made, as its file says, by whichever program').action(
    (file: string, flags: Json) => perform((output) => metadataCommand(file, output), flags.json === true),
  );
  recommendOptions(command('recommend <prompt>', 'advise on LoRAs and parameters for a prompt, and say why')).action(
    (prompt: string, flags: RecommendFlags & Json) =>
      perform((output) => recommendCommand(prompt, flags, output), flags.json === true),
  );
  costCommands(program, perform);
  exchangeCommands(program, perform);
  modelCommands(program, perform);
  command('doctor', 'show what this machine has, and whether Telar can work with it')
    .option('--engine', 'also try the engine of this machine: a real picture, its memory, and which models fit')
    .action((flags: DoctorFlags & Json) => perform((output) => doctorCommand(flags, output), flags.json === true));
  return program;
}

process.exitCode = await runCli(process.argv.slice(2));
