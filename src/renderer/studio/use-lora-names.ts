import { useEffect, useState } from 'react';
import { useStudio } from './StudioContext.tsx';

/** Names of the LoRAs that are installed for a model; none until they are known, or where they cannot be read. */
export function useLoraNames(model: string): readonly string[] {
  const { models } = useStudio();
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void models.loras(model).then((asked) => {
      // Without a list a name can still be typed; the plan says when there is no such LoRA.
      if (isCurrent) setNames('value' in asked ? asked.value.map(({ id }) => id) : []);
    });
    return () => {
      isCurrent = false;
    };
  }, [models, model]);
  return names;
}
