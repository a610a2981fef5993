import { beforeEach, describe, expect, it } from 'vitest';
import { freshFolder, telar } from '../telar-process.ts';

let home: string;
beforeEach(async () => {
  home = await freshFolder('recommend');
});

interface Part {
  id: string;
  score: number;
  reason: string;
  scores: Record<'semantic' | 'keyword' | 'popularity' | 'history', number>;
}

describe('telar recommend', () => {
  it('advises on what ships, with scores that add up, the same each time', async () => {
    const args = ['recommend', 'a red house in sepia, a meadow during the day', '--json'];
    const { code, lines } = await telar(args, { home });
    expect(code).toBe(0);
    const [advice] = lines as [{ loras: Part[]; rejected: Part[] }];
    expect(advice).toMatchObject({
      analysis: { by: 'rules' },
      baseModel: { id: 'local/telar-mini' },
      prompt: 'a red house in sepia, a meadow during the day, sepia style',
      loras: [{ id: 'sepia', triggerWords: ['sepia style'] }],
      params: { steps: expect.any(Number) as number, scheduler: expect.any(String) as string },
    });
    expect(advice.loras[0]?.reason).toContain('The prompt asks for "sepia"');
    expect(advice.rejected.map(({ id }) => id)).toContain('neon');
    for (const { score, scores, reason } of [...advice.loras, ...advice.rejected]) {
      const { semantic, keyword, popularity, history } = scores;
      expect(Math.abs(semantic + keyword + popularity + history - score)).toBeLessThan(1e-9);
      expect(reason).not.toBe('');
    }
    expect((await telar(args, { home })).lines).toEqual(lines);
  });

  it('can be read without --json, in Spanish too', async () => {
    const { code, stdout } = await telar(['recommend', 'gato en sepia', '--language', 'es'], { home });
    expect(code).toBe(0);
    expect(stdout).toContain('local/telar-mini: gato en sepia, sepia style');
    expect(stdout).toContain('El prompt pide «sepia»');
  });

  it.each([
    [['recommend', '  ', '--json'], 'empty-prompt'],
    [['recommend', 'a house', '--max-loras', 'many', '--json'], 'invalid'],
    [['recommend', 'a house', '--model', 'local/none', '--json'], 'unknown-model'],
  ])('%j is refused as %s', async (args, kind) => {
    const { code, lines } = await telar(args, { home });
    expect(code).toBe(2);
    expect(lines.at(-1)).toMatchObject({ type: 'error', kind });
  });
});
