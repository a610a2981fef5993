import { useEffect, useState } from 'react';
import type { FailureData } from '../../../shared/base/index.ts';
import { isInputPath } from '../../../shared/contract/index.ts';
import { useStudio } from '../../studio/index.ts';

/** What a file that was brought in looks like; neither where it is no picture, is somewhere else, or is not known yet. */
export interface InputPicture {
  path: string;
  address: string | null;
  failure: FailureData | null;
}

/** A small picture of the file that a text names. */
export function useInputPicture(text: string): InputPicture {
  const { media } = useStudio();
  const [found, setFound] = useState<InputPicture>({ path: '', address: null, failure: null });
  useEffect(() => {
    if (!isInputPath(text)) return undefined;
    let isCurrent = true;
    let address: string | null = null;
    void media.thumbnail(text).then((asked) => {
      if (!isCurrent) return;
      if ('value' in asked && asked.value !== null) address = URL.createObjectURL(asked.value);
      setFound({ path: text, address, failure: 'failure' in asked ? asked.failure : null });
    });
    return () => {
      isCurrent = false;
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [media, text]);
  return found.path === text ? found : { path: text, address: null, failure: null };
}
