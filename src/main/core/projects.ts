import type { DocumentId } from '../../shared/base/index.ts';
import type { MatrixDocument } from '../../shared/matrix/index.ts';
import type { Documents } from './documents.ts';
import type { EventHub } from './event-hub.ts';
import type { Project } from './project.ts';

/** Output folders of the open documents, each opened once: the real one and that of rehearsals. */
export interface Projects {
  of(id: DocumentId, isRehearsal: boolean): Promise<Project>;
}

export interface ProjectsOptions {
  openProjectOf: (id: DocumentId, file: string, matrix: MatrixDocument, isRehearsal: boolean) => Promise<Project>;
  documents: Documents;
  events: EventHub;
  /** Whether a run of the document goes on, in the folder of rehearsals or in the real one. */
  isRunning: (id: DocumentId, isRehearsal: boolean) => boolean;
}

/** The projects of the open documents. */
export function createProjects({ openProjectOf, documents, events, isRunning }: ProjectsOptions): Projects {
  const projects = new Map<string, Promise<Project>>();
  function open(id: DocumentId, isRehearsal: boolean, key: string): Promise<Project> {
    const session = documents.get(id);
    const opening = openProjectOf(id, session.file, session.matrix, isRehearsal);
    projects.set(key, opening);
    opening.then(
      // Its takes were indexed on the way, perhaps under another document's id before.
      () => events.publish({ type: 'takes.changed', documentId: id }),
      // A folder that could not be opened now may be later.
      () => projects.delete(key),
    );
    return opening;
  }

  return {
    async of(id, isRehearsal) {
      const key = `${id} ${isRehearsal ? 'rehearsal' : ''}`;
      const known = projects.get(key);
      // A run waits for its folder to come back: a new one in its place would stand in the way.
      if (known !== undefined && isRunning(id, isRehearsal)) return known;
      // A folder that the user has removed or exchanged meanwhile is opened anew.
      if (known !== undefined && (await (await known).takes.isThere())) return known;
      if (projects.get(key) === known) projects.delete(key);
      return projects.get(key) ?? open(id, isRehearsal, key);
    },
  };
}
