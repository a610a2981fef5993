import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startFakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { expect, startStudio, test, writeStory } from './studio.ts';

const picture = 'replicate/black-forest-labs/flux-dev';
const retouched = 'replicate/black-forest-labs/flux-kontext-pro';

/** Four scenes: a still for $0.025, a poster made of it, and a strip made of the scene before for $0.04 each. */
const story = {
  telar: 1,
  title: 'Four scenes',
  settings: { on_error: 'continue', max_threads: 1 },
  layers: [
    {
      name: 'still',
      title: 'Still',
      asset_type: 'image',
      model: picture,
      parameters: { prompt: '{{unit.vars.scene}}' },
    },
    {
      name: 'poster',
      title: 'Poster',
      asset_type: 'image',
      model: retouched,
      parameters: { prompt: 'as a poster', input_image: '{{layers.still.path}}' },
    },
    {
      name: 'strip',
      title: 'Strip',
      asset_type: 'image',
      model: retouched,
      parameters: { prompt: 'what came before', input_image: '{{prev_unit.layers.still.path}}' },
    },
  ],
  units: [1, 2, 3, 4].map((number) => ({
    id: `s${number}`,
    title: `Scene ${number}`,
    vars: { scene: `scene ${number}` },
    ...(number === 1 ? { cells: { strip: { parameters: { input_image: '{{layers.still.path}}' } } } } : {}),
  })),
};

const button = (page: Page) => page.locator('[data-action="run"]');
const cell = (page: Page, key: string) => page.locator(`[data-cell="${key}"]`);

/** Selects a cell, with the whole matrix in view. */
async function show(page: Page, key: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('f');
  await cell(page, key).click();
}

async function statesOf(page: Page): Promise<Record<string, string | null>> {
  const cells = await page.locator('[data-cell]').all();
  const pairs = cells.map(
    async (each) => [await each.getAttribute('data-cell'), await each.getAttribute('data-state')] as const,
  );
  return Object.fromEntries(await Promise.all(pairs)) as Record<string, string | null>;
}

/** Content of every file a run has made, by name. */
async function filesOf(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter((name) => /\.(png|webp|jpe?g)$/.test(name));
  const hash = async (name: string) =>
    createHash('sha256')
      .update(await readFile(join(folder, name)))
      .digest('hex');
  return new Map(await Promise.all(names.map(async (name) => [name, await hash(name)] as const)));
}

test('the price follows what is ticked; a failure blocks only what needs it, under both rules; an edit makes stale only what reads it', async ({
  page,
}) => {
  const fake = await startFakeReplicate();
  const home = await freshFolder('scenarios');
  const access = { REPLICATE_API_TOKEN: fake.token, REPLICATE_BASE_URL: fake.baseUrl };
  const studio = await startStudio(home, [await writeStory(home, story)], access);
  await page.goto(studio.url);

  await test.step('unticking a layer lowers the price by exactly its sum', async () => {
    await expect(button(page)).toHaveText('Run 12 cells · $0.42');
    await page.locator('[data-action="run-menu"]').click();
    const layers = page.locator('[data-part="layers"] li');
    await expect(layers).toHaveText(['Still4 $0.10', 'Poster4 $0.16', 'Strip4 $0.16']);
    await page.getByRole('checkbox', { name: 'Strip' }).uncheck();
    await expect(button(page)).toHaveText('Run 8 cells · $0.26');
    await page.getByRole('checkbox', { name: 'Scene 4' }).uncheck();
    // Without $0.025 and $0.04; amounts are rounded up.
    await expect(button(page)).toHaveText('Run 6 cells · $0.20');
    await page.getByRole('checkbox', { name: 'Scene 4' }).check();

    // What others need and is not there blocks them, in words.
    await page.getByRole('checkbox', { name: 'Still' }).uncheck();
    await expect(button(page)).toHaveText('Nothing can run · 4 cells are blocked');
    await expect(page.locator('[data-action="part-chip"]')).toHaveText('1 of 3 layers');
    await page.keyboard.press('Escape');
    await page.locator('[data-action="blocked"]').click();
    const plan = page.locator('[data-dialog="plan"]');
    await expect(plan.locator('[data-plan="blocked"] li')).toHaveCount(4);
    await expect(plan.locator('[data-planned="s2/poster"]')).toContainText('s2/still');
    await page.keyboard.press('Escape');
    await page.locator('[data-action="part-chip"]').click();

    await show(page, 's2/poster');
    await page.locator('[data-action="run-menu"]').click();
    await page.getByRole('radio', { name: 'Up to s2/poster' }).check();
    await page.keyboard.press('Escape');
    await expect(button(page)).toHaveText('Run 2 cells · $0.07');
    await page.locator('[data-action="part-chip"]').click();
    await expect(button(page)).toHaveText('Run 12 cells · $0.42');
    expect(fake.submissions).toBe(0);
  });

  const refused = (prompt: string): void => {
    fake.outcome = (input) =>
      input.prompt === prompt ? { status: 'failed', error: 'NSFW content detected' } : { status: 'succeeded' };
  };

  await test.step('stop: nothing new starts after the refusal', async () => {
    refused('scene 1');
    await page.keyboard.press('p');
    const plan = page.locator('[data-dialog="plan"]');
    await plan.getByRole('combobox', { name: 'When a cell fails' }).selectOption('stop');
    await plan.locator('[data-action="run-plan"]').click();
    await page.locator('[data-action="confirm"]').click();
    await expect(page.getByText('Run ended with failures')).toBeVisible();
    await expect(cell(page, 's1/still')).toHaveAttribute('data-state', 'failed');
    expect(fake.submissions).toBe(1);
    expect(Object.values(await statesOf(page)).filter((state) => state === 'succeeded')).toEqual([]);
  });

  await test.step('continue: the others are made; what needs the refused cell says so; retry runs exactly these', async () => {
    refused('scene 2');
    await button(page).click();
    await page.locator('[data-action="confirm"]').click();
    await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(9, { timeout: 60_000 });
    await expect(page.locator('[data-run]')).toHaveCount(0);
    const states = await statesOf(page);
    expect(Object.entries(states).filter(([, state]) => state !== 'succeeded')).toEqual([
      ['s2/still', 'failed'],
      ['s2/poster', 'blocked'],
      ['s3/strip', 'blocked'],
    ]);
    await show(page, 's3/strip');
    await expect(page.locator('[data-inspector]')).toContainText('It needs s2/still, which did not succeed.');
    await page.locator('[data-inspector]').getByRole('button', { name: 'Show s2/still' }).click();
    await expect(page.locator('[data-inspector]')).toContainText('content policy');

    const before = fake.submissions;
    fake.outcome = () => ({ status: 'succeeded' });
    await page.keyboard.press('q');
    const queue = page.locator('[data-dialog="queue"]');
    await expect(queue.locator('[data-cause="failure"]')).toContainText('content policy');
    await queue.locator('[data-action="retry-failed"]').click();
    await expect(page.getByRole('dialog', { name: 'Run 3 cells?' })).toContainText('$0.11');
    await page.locator('[data-action="confirm"]').click();
    await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(12, { timeout: 60_000 });
    expect(fake.submissions - before).toBe(3);
    // What was shown before and what was charged, of the runs before this one.
    await expect(queue.locator('[data-past-run]').first()).toContainText('9 of 12');
    await page.keyboard.press('q');
    await expect(queue).toBeHidden();
  });

  await test.step('an edit makes stale what reads it, with the field; the refresh leaves the other files as they are', async () => {
    await expect(button(page)).toHaveText('Nothing to run · all up to date');
    const folder = join(home, 'outputs');
    const files = await filesOf(folder);
    await show(page, 's2/still');
    const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true });
    await prompt.fill('scene 2 in the rain');
    await prompt.blur();
    const stale = page.locator('[data-cell][data-stale="true"]');
    await expect(stale).toHaveCount(3);
    expect(await stale.evaluateAll((all) => all.map((each) => each.getAttribute('data-cell')))).toEqual([
      's2/still',
      's2/poster',
      's3/strip',
    ]);
    await expect(cell(page, 's2/still')).toHaveAttribute('aria-label', /out of date: prompt changed/i);
    await expect(cell(page, 's3/strip')).toHaveAttribute('aria-label', /out of date: .*s2\/still/i);
    await expect(button(page)).toHaveText('Run 3 cells · $0.11');
    await button(page).click();
    await page.locator('[data-action="confirm"]').click();
    await expect(stale).toHaveCount(0, { timeout: 60_000 });
    const after = await filesOf(folder);
    const changed = [...after].filter(([name, hash]) => files.get(name) !== hash).map(([name]) => name);
    expect(changed.filter((name) => files.has(name)).every((name) => /^(s2_layer[01]|s3_layer2)_/.test(name))).toBe(
      true,
    );
    expect([...files.keys()].filter((name) => !after.has(name))).toEqual([]);
  });
  await studio.stop();
  await fake.close();
});
