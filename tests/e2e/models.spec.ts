import { pictureMaker } from '../fakes/replicate/published-model.ts';
import { startFakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { expect, filmStory, startStudio, test, writeStory } from './studio.ts';
import { lookInBothThemes } from './looks.ts';

const stills = { ...filmStory, title: 'Two stills', layers: filmStory.layers.slice(0, 1) };

test('a model is added by its id, gets a price, is given to a layer and makes pictures', async ({ page }) => {
  const fake = await startFakeReplicate();
  fake.models.set('/models/someone/picture-maker', pictureMaker());
  const home = await freshFolder('studio');
  const env = { REPLICATE_API_TOKEN: fake.token, REPLICATE_BASE_URL: fake.baseUrl };
  const studio = await startStudio(home, [await writeStory(home, stills)], env);
  await page.goto(studio.url);
  await expect(page.locator('[data-cell]')).toHaveCount(2);
  await page.getByRole('link', { name: 'Models' }).click();

  await page.getByRole('button', { name: 'Add a model' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a model' });
  const id = dialog.getByRole('textbox', { name: 'Id or address of the model' });
  await id.fill('https://evil.example/someone/picture-maker');
  await id.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('names no model');
  await id.fill('https://replicate.com/someone/picture-maker');
  await id.press('Enter');

  await expect(dialog.locator('[data-form="preview"] [data-parameter]')).toHaveCount(4);
  await expect(dialog.getByText('Its example took 2.5 s')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Charged per' }).click();
  await page.getByRole('option', { name: 'Output', exact: true }).click();
  await expect(dialog.locator('[data-action="save-model"]')).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'US dollars' }).fill('0.004');
  await lookInBothThemes(page, 'model-preview');
  await dialog.locator('[data-action="save-model"]').click();

  const details = page.locator('[data-details="replicate/someone/picture-maker"]');
  await expect(details).toContainText('$0.004 per output');
  await expect(details).toContainText('typed in by you');
  await lookInBothThemes(page, 'model-added');

  await details.locator('[data-use-for="still"]').click();
  const change = page.getByRole('dialog', { name: 'Run with another model' });
  await expect(change.locator('[data-summary="switch"]')).toContainText('prompt, output_format');
  await expect(change.locator('[data-summary="switch"]')).toContainText('$0.006 → $0.008');
  await lookInBothThemes(page, 'switch-model');
  await change.locator('[data-action="apply-switch"]').click();
  await expect(change).toBeHidden();

  await page.getByRole('link', { name: 'Matrix' }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Run for up to $0.008' }).click();
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(2, { timeout: 30_000 });
  expect(fake.jobs.map((job) => job.model)).toEqual(['someone/picture-maker', 'someone/picture-maker']);

  // One undo takes the change of the model back.
  await page.locator('[data-action="undo"]').click();
  await page.locator('[data-cell="harbour/still"]').click();
  await page.locator('[data-action="switch-model"]').click();
  await expect(page.getByRole('dialog', { name: 'Run with another model' })).toBeVisible();
  await page.keyboard.press('Escape');

  // What changed at the provider is shown before it is taken over; then the model goes.
  fake.models.set('/models/someone/picture-maker', pictureMaker({ version: 'b'.repeat(64), maxOutputs: 2 }));
  await page.getByRole('link', { name: 'Models' }).click();
  await page.locator('[data-model="replicate/someone/picture-maker"]').click();
  await page.locator('[data-action="refresh-model"]').click();
  await expect(page.locator('[data-table="changes"]')).toContainText('num_outputs');
  await lookInBothThemes(page, 'model-refresh');
  await page.locator('[data-action="save-refresh"]').click();
  await expect(details).toContainText(`Version ${'b'.repeat(12)}`);
  await page.locator('[data-action="remove-model"]').click();
  await page.locator('[data-action="confirm-remove"]').click();
  await expect(page.locator('[data-model="replicate/someone/picture-maker"]')).toHaveCount(0);
  await studio.stop();
  await fake.close();
});

test('models are found by search and filters; a bad template is shown with its file', async ({ page, studio }) => {
  await page.goto(studio.url);
  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('telar-mini');
  await expect(page.locator('[data-model]')).toHaveCount(1);
  await page.locator('[data-model="local/telar-mini"]').click();
  await page.locator('[data-action="test-model"]').click();
  await expect(page.locator('[data-list="checks"]')).toContainText('Engine: fine', { timeout: 30_000 });
  await page.getByRole('searchbox', { name: 'Search' }).fill('nothing like it');
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  expect(await page.locator('[data-model]').count()).toBeGreaterThan(3);
});
