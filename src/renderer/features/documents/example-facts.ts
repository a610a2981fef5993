import type { ExampleDocument } from '../../../shared/contract/index.ts';
import { catalogues, type Translate } from '../../i18n/index.ts';

/** Pictures of the examples by their file name; drawn by `tools/example-pictures.ts`. */
const pictures = import.meta.glob<string>('../../../../resources/examples/pictures/*.webp', {
  eager: true,
  query: '?url',
  import: 'default',
});

type NamedExample = keyof typeof catalogues.en.documents.examples;

function isNamed(id: string): id is NamedExample {
  return id in catalogues.en.documents.examples;
}

/** Address of the picture of an example; null where it has none. */
export function examplePicture(id: string): string | null {
  return pictures[`../../../../resources/examples/pictures/${id}.webp`] ?? null;
}

/** Title and description of an example in the reader's language; one that nobody has described has its own title. */
export function exampleText({ id, title }: ExampleDocument, t: Translate): { title: string; description: string } {
  if (!isNamed(id)) return { title, description: '' };
  return { title: t(`documents.examples.${id}.title`), description: t(`documents.examples.${id}.description`) };
}

/** Providers whose models are charged. */
const paid: ReadonlySet<string> = new Set(['replicate', 'fal']);

/** What a run of an example needs beside this machine. */
export function exampleNeeds({ providers }: ExampleDocument, t: Translate): string {
  const keys = providers
    .filter((provider) => paid.has(provider))
    .map((provider) =>
      t('documents.gallery.needsKey', { provider: t(`models.provider.${provider === 'fal' ? 'fal' : 'replicate'}`) }),
    );
  const ollama = providers.includes('ollama') ? [t('documents.gallery.needsOllama')] : [];
  const needs = [...keys, ...ollama];
  return needs.length === 0 ? t('documents.gallery.needsNothing') : needs.join(', ');
}

/** Whether the pictures of an example are sketches: its own models cost money. */
export function isSketched({ providers, assetTypes }: ExampleDocument): boolean {
  return providers.some((provider) => paid.has(provider)) && !(providers.includes('local') && assetTypes.length === 1);
}
