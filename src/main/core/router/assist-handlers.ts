import { runConsent, type GenerationRequest } from '../../../shared/contract/index.ts';
import type { Generation } from '../../../shared/assist/index.ts';
import { requirePrompt } from '../../assist/index.ts';
import { userPath } from '../documents.ts';
import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Advice, generations, feedback and what was learned. */
export function assistHandlers(studio: Studio, { assist, previews, log }: RouterParts) {
  const { advisor, generations, learning } = assist;

  /** A generation goes on by itself; whoever asked for it gets it as it is now. */
  function followed({ id, finished }: Awaited<ReturnType<typeof generations.start>>): Promise<Generation> {
    finished.catch((error: unknown) => log.error({ err: error }, 'the end of a generation was not noted'));
    return generations.read(id);
  }

  return {
    analyze: studio.assist.analyze.handler(({ input, signal }) => {
      requirePrompt(input.prompt);
      return advisor.analyze(input.prompt, input.ollama, signal);
    }),
    recommend: studio.assist.recommend.handler(({ input }) => generations.recommend(input)),
    preview: studio.assist.preview.handler(({ input }) => generations.preview(input)),
    generate: studio.assist.generate.handler(async ({ input }) => {
      const { budgetMicroUsd, confirmedMicroUsd, allowUnknownPrice, ...request } = input;
      const consent = { budgetMicroUsd, confirmedMicroUsd, allowUnknownPrice };
      return followed(
        await generations.start(request satisfies GenerationRequest, { consent, onCell: () => undefined }),
      );
    }),
    generation: studio.assist.generation.handler(({ input }) => generations.read(input.id)),
    recent: studio.assist.recent.handler(({ input }) => generations.recent(input.limit)),
    previewResume: studio.assist.previewResume.handler(({ input }) => generations.previewResume(input.id)),
    resume: studio.assist.resume.handler(async ({ input: { id, ...consent } }) =>
      followed(await generations.resume(id, { consent: runConsent.parse(consent), onCell: () => undefined })),
    ),
    sheet: studio.assist.sheet.handler(async ({ input: { id, language } }) => ({
      asset: previews.add(await assist.drawSheet(id, { language, withPrompt: true }), 'image/png'),
    })),
    previewAgain: studio.assist.previewAgain.handler(({ input }) => generations.previewAgain(input.id)),
    again: studio.assist.again.handler(async ({ input: { id, ...consent } }) => {
      const started = await generations.again(id, { consent: runConsent.parse(consent), onCell: () => undefined });
      await assist.giveFeedback({ id, actions: ['regenerated'] });
      return followed(started);
    }),
    feedback: studio.assist.feedback.handler(({ input }) => assist.giveFeedback(input)),
    insights: studio.assist.insights.handler(() => assist.insights()),
    learning: {
      configure: studio.assist.learning.configure.handler(({ input }) => {
        learning.configure(input);
        return assist.insights();
      }),
      reset: studio.assist.learning.reset.handler(({ input }) => {
        learning.reset(input.lora);
        return assist.insights();
      }),
      export: studio.assist.learning.export.handler(() => ({ json: learning.export() })),
      import: studio.assist.learning.import.handler(({ input }) => {
        learning.import(input.json);
        return assist.insights();
      }),
    },
    file: studio.assist.file.handler(({ input: { id, mediaType, ...finishing } }) =>
      assist.file(id, mediaType, finishing),
    ),
    save: studio.assist.save.handler(async ({ input: { id, file, ...finishing } }) => ({
      file: await assist.save(id, userPath(file), { ...finishing, replace: false }),
    })),
  };
}
