import { join } from 'node:path';
import type { TelarError } from '../../shared/base/index.ts';
import { findModels } from '../engine/index.ts';
import type { Logger } from '../platform/index.ts';
import { openTemplates } from '../template/index.ts';
import type { CoreOptions } from './core.ts';
import type { EventHub } from './event-hub.ts';

export interface FollowedTemplatesParts {
  options: Pick<CoreOptions, 'resources' | 'templateFolders'>;
  home: string;
  /** A command or a program goes by one state of the templates. */
  isStudio: boolean;
  events: EventHub;
  log: Logger;
}

/** Opens the templates of the program, of the user and of the models found; in a studio their changes are followed. */
export async function followTemplates({ options, home, isStudio, events, log }: FollowedTemplatesParts) {
  const logLeftOut = (failures: readonly TelarError[]): void => {
    for (const failure of failures) log.warn({ failure }, 'a template was left out');
  };
  const templates = await openTemplates(
    {
      shipped: join(options.resources, 'templates'),
      own: [join(home, 'templates'), ...(options.templateFolders ?? [])],
      found: { folder: join(home, 'models'), find: findModels },
    },
    !isStudio
      ? null
      : {
          onChange(failures) {
            logLeftOut(failures);
            events.publish({ type: 'templates.changed' });
          },
          onError: (error) => log.error({ err: error }, 'changes of templates are not followed'),
        },
  );
  logLeftOut(templates.failures());
  return templates;
}
