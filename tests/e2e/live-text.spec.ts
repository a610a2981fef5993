import { startFakeOllama } from '../fakes/ollama/server.ts';
import { freshFolder } from '../telar-process.ts';
import { expect, startStudio, test, writeStory } from './studio.ts';

const retold = {
  name: 'retold',
  title: 'Retold',
  asset_type: 'text',
  model: 'ollama/llama3.2',
  parameters: { prompt: 'Shorter: {{layers.tale.text}}' },
};

const story = {
  telar: 1,
  title: 'A tale',
  layers: [
    {
      name: 'tale',
      title: 'Tale',
      asset_type: 'text',
      model: 'ollama/llama3.2',
      parameters: { prompt: 'A tale of the sea' },
    },
  ],
  units: [{ id: 'sea', title: 'The sea' }],
};

test('the words of a model are read along while it writes, in the cell and in its panel', async ({ page }) => {
  const fake = await startFakeOllama();
  const pauses = [1, 2].map(() => Promise.withResolvers<undefined>());
  fake.answer = () => `Once there was a lighthouse. ${'The waves came and went. '.repeat(200)}Then came the morning.`;
  // It stops twice: after the first sentence, and before the last word.
  const lastIndex = fake.answer({ model: '', messages: [], stream: true }).split(' ').length - 1;
  fake.beforePiece = async (index) => {
    if (index === 5) await pauses[0]?.promise;
    if (index === lastIndex) await pauses[1]?.promise;
  };
  const home = await freshFolder('studio');
  const studio = await startStudio(home, [await writeStory(home, { ...story, layers: [...story.layers, retold] })], {
    OLLAMA_HOST: fake.host,
  });
  await page.goto(studio.url);
  const cell = page.locator('[data-cell="sea/tale"]');
  await cell.click();
  const panel = page.locator('[data-inspector="sea/tale"]');
  await expect(panel.locator('[data-parameter="temperature"]')).toBeVisible();
  const preview = page.locator('[data-inspector="sea/retold"] [data-parameter="prompt"] [data-preview]');
  // Of the cell beside it the panel leaves the left edge in sight.
  const retoldEdge = { position: { x: 12, y: 12 } };
  await page.locator('[data-cell="sea/retold"]').click(retoldEdge);
  await expect(preview).toHaveText('Becomes Shorter: text of sea/tale, once it is made');
  await cell.click();
  await panel.getByRole('button', { name: 'Run this cell' }).click();

  await expect(cell.locator('[data-live]')).toHaveText('Once there was a lighthouse.');
  await expect(panel.locator('[data-live]')).toHaveText('Once there was a lighthouse.');
  await expect(cell).toHaveAttribute('data-state', 'running');

  pauses[0]?.resolve(undefined);
  // Of a long text its end stays in view.
  await expect(cell.locator('[data-live]')).toHaveText(/Then came the $/);
  const isAtEnd = (element: Element): boolean => element.scrollHeight - element.scrollTop - element.clientHeight < 2;
  for (const place of [cell, panel]) await expect.poll(() => place.locator('[data-live]').evaluate(isAtEnd)).toBe(true);

  pauses[1]?.resolve(undefined);
  await expect(cell).toHaveAttribute('data-state', 'succeeded');
  await expect(page.locator('[data-live]')).toHaveCount(0);
  await expect(panel.locator('[data-excerpt="full"]')).toContainText('Then came the morning.');
  // What it says stands in the text that quotes it; a long one by its beginning.
  await page.locator('[data-cell="sea/retold"]').click(retoldEdge);
  await expect(preview).toHaveText(/^Becomes Shorter: Once there was a lighthouse\. The waves came.*…$/);
  await studio.stop();
  await fake.close();
});

test('a model that the own Ollama has not says how to fetch it', async ({ page }) => {
  const fake = await startFakeOllama();
  fake.models = [];
  const home = await freshFolder('studio');
  const studio = await startStudio(home, [await writeStory(home, story)], { OLLAMA_HOST: fake.host });
  await page.goto(studio.url);
  await page.locator('[data-action="run"]').click();
  await page.locator('[data-cell="sea/tale"][data-state="failed"]').click();
  await expect(page.locator('[data-inspector]').getByRole('alert')).toContainText('ollama pull llama3.2');
  await studio.stop();
  await fake.close();
});
