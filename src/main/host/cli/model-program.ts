import { Option, type Command } from 'commander';
import {
  addModel,
  listModels,
  refreshModel,
  removeModel,
  showModel,
  testModel,
  type AddFlags,
  type ListFlags,
} from './model-commands.ts';
import { convertModelFolder, inspectModelFolder, type ConvertFlags } from './model-folder-commands.ts';
import type { Json, Perform } from './program.ts';

/** `telar models …`: what documents can use, and what the user adds to it. */
export function modelCommands(program: Command, perform: Perform): void {
  const models = program.command('models').description('models that documents can use').exitOverride();
  const form = (name: string, description: string): Command =>
    models.command(name).description(description).option('--json', 'print JSON lines on stdout').exitOverride();
  form('list', 'all models with their prices, and whether they run here')
    .option('--type <type>', 'only models that make this: image, video, audio or text')
    .option('--provider <name>', 'only models of this provider')
    .action((flags: ListFlags & Json) => perform((output) => listModels(flags, output), flags.json === true));
  form('show <id>', 'what a model takes, makes and costs').action((id: string, flags: Json) =>
    perform((output) => showModel(id, output), flags.json === true),
  );
  form('add <id>', 'add a model by its id or the address of its page at Replicate or fal')
    .option('--type <type>', 'what it makes, where that was guessed wrongly: image, video, audio or text')
    .option('--price <usd/unit>', 'its price, such as 0.003/output, 0.03/megapixel, 0.1/second, 0.1/1k-characters')
    .option('--price-per-second <usd>', 'its price for a second on the provider’s machine')
    .option('--seconds <from-to>', 'seconds that a call takes there, such as 2-8')
    .option('--yes', 'ask nothing: it is right as it is shown')
    .action((id: string, flags: AddFlags & Json) =>
      perform((output) => addModel(id, flags, output), flags.json === true),
    );
  form('test <id>', 'check template, key and provider; costs nothing').action((id: string, flags: Json) =>
    perform((output) => testModel(id, output), flags.json === true),
  );
  form('refresh <id>', 'show what has changed at the provider, and take it over')
    .option('--yes', 'ask nothing')
    .action((id: string, flags: AddFlags & Json) =>
      perform((output) => refreshModel(id, flags, output), flags.json === true),
    );
  form('inspect <folder>', 'what a model folder on this machine holds, and what is wrong with its files').action(
    (folder: string, flags: Json) => perform((output) => inspectModelFolder(folder, output), flags.json === true),
  );
  form('convert <folder>', 'write a smaller variant of a float32 model of your own beside it')
    .addOption(new Option('--to <precision>', 'weights of the variant').choices(['fp16', 'int8']).makeOptionMandatory())
    .option('--replace', 'write variants anew that are there already')
    .action((folder: string, flags: ConvertFlags & Json) =>
      perform((output) => convertModelFolder(folder, flags, output), flags.json === true),
    );
  form('remove <id>', 'remove a model of your own').action((id: string, flags: Json) =>
    perform((output) => removeModel(id, output), flags.json === true),
  );
}
