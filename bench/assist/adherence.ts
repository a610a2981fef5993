import { createAutoSettings, createJudgedPainter, type PictureSettings } from '../../tests/assist/judged-pictures.ts';
import { randomScenes } from '../../tests/scenes.ts';
import { rounded } from '../diffusion/figures.ts';

const pictures = 200;
const general: PictureSettings = { steps: 30, guidanceScale: 7.5, scheduler: 'dpmpp_2m' };

/** Pictures that show all six things asked for, in percent, and milliseconds each, for advised and for fixed settings. */
export async function measureAdherence(): Promise<object> {
  const painter = await createJudgedPainter();
  const scenes = randomScenes(pictures);
  const measure = async (settingsFor: (prompt: string) => PictureSettings): Promise<object> => {
    const { right, passes, millisecondsEach } = await painter.paint(scenes, settingsFor);
    return { rightPercent: rounded((100 * right) / pictures), passes: rounded(passes), ms: rounded(millisecondsEach) };
  };
  const figures = {
    pictures,
    auto: await measure(await createAutoSettings()),
    general: await measure(() => general),
    eightSteps: await measure(() => ({ ...general, steps: 8 })),
    eightOwnSteps: await measure(() => ({ ...general, steps: 8, guidanceScale: 2.5 })),
  };
  painter.dispose();
  return figures;
}
