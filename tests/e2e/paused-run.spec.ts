import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { startFakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder } from '../telar-process.ts';
import { expect, filmStory, startStudio, test, writeStory } from './studio.ts';

const units = Array.from({ length: 10 }, (_, index) => ({ id: `u${index}`, vars: { scene: `scene ${index}` } }));
const stills = { ...filmStory, title: 'Ten stills', layers: filmStory.layers.slice(0, 1), units };

test('a run whose output folder is taken away pauses and says why; put back, it goes on and pays nothing twice', async ({
  page,
}) => {
  const fake = await startFakeReplicate();
  // All but the first are at work until the folder is gone.
  let isHeld = true;
  fake.latencyMs = (input) => (isHeld && input.prompt !== 'scene 0' ? Infinity : 20);
  const home = await freshFolder('studio');
  const studio = await startStudio(home, [await writeStory(home, stills)], {
    REPLICATE_API_TOKEN: fake.token,
    REPLICATE_BASE_URL: fake.baseUrl,
  });
  await page.goto(studio.url);
  await page.locator('[data-action="run"]').click();
  await page.locator('[data-action="confirm"]').click();
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(1, { timeout: 30_000 });
  await rename(join(home, 'outputs'), join(home, 'aside'));
  isHeld = false;
  for (const job of fake.jobs) if (job.status === 'running') job.status = 'succeeded';

  const notice = page.locator('[data-notice="trouble"]');
  await expect(notice).toContainText('The run has paused.', { timeout: 30_000 });
  await expect(notice).toContainText('was taken away or exchanged while Telar was at work');
  await expect(page.locator('[data-run="paused"]')).toBeVisible();
  await page.reload();
  await expect(notice).toBeVisible();
  const { submissions } = fake;
  // Too early: the reason is told again, and nothing is sent.
  await notice.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'taken away or exchanged' }).last()).toBeVisible();
  await expect(notice).toBeVisible();
  expect(fake.submissions).toBe(submissions);

  await rename(join(home, 'aside'), join(home, 'outputs'));
  await notice.getByRole('button', { name: 'Go on' }).click();
  await expect(notice).toBeHidden();
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(10, { timeout: 60_000 });
  expect({ posts: fake.submissions, cancels: fake.cancels }).toEqual({ posts: 10, cancels: [] });
  await studio.stop();
  await fake.close();
});

test('a job that was dearer than shown says so in the queue', async ({ page }) => {
  const fake = await startFakeReplicate();
  fake.outcome = () => ({ status: 'succeeded', outputs: 5 });
  const home = await freshFolder('studio');
  const one = { ...stills, units: units.slice(0, 1) };
  const studio = await startStudio(home, [await writeStory(home, one)], {
    REPLICATE_API_TOKEN: fake.token,
    REPLICATE_BASE_URL: fake.baseUrl,
  });
  await page.goto(studio.url);
  await page.locator('[data-action="run"]').click();
  await page.locator('[data-action="confirm"]').click();
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(1, { timeout: 30_000 });
  await page.reload();
  await expect(page.locator('[data-cell][data-state="succeeded"]')).toHaveCount(1);
  await page.keyboard.press('q');
  const row = page.locator('[data-queue-cell="u0/still"]');
  await expect(row).toContainText('5 results instead of 1');
  await expect(row).toContainText('cost $0.02 instead of $0.003');
  await studio.stop();
  await fake.close();
});
