import type { OpenDocument, StudioClient } from '../../shared/contract/index.ts';
import { applyEdit, serializeMatrixDocument, type MatrixDocument, type MatrixEdit } from '../../shared/matrix/index.ts';
import { DisconnectedError, failureOf } from '../link/index.ts';
import type { Comeback } from './comeback.ts';
import type { EditJournal, NamedEdit } from './edit-journal.ts';

const maxLabelLength = 100;

/** Sends edits to the host, also to one that goes away meanwhile. */
export interface EditSender {
  /** Sends until it is answered. An edit that a lost host did without an answer is not made twice. */
  sendSurely(first: OpenDocument, named: NamedEdit): Promise<OpenDocument>;
  /** Sends once; where another window was faster, again on the newer revision. */
  sendEdit(document: OpenDocument, named: NamedEdit): Promise<OpenDocument>;
}

export interface EditSenderParts {
  client: StudioClient;
  comeback: Comeback;
  journal: EditJournal;
  /** The document as the host last said it is. */
  lastConfirmed: () => OpenDocument | null;
}

/** Creates the sender of a document's edits. */
export function createEditSender({ client, comeback, journal, lastConfirmed }: EditSenderParts): EditSender {
  async function sendEdit(document: OpenDocument, named: NamedEdit): Promise<OpenDocument> {
    const request = { documentId: document.id, ...named, label: named.label.slice(0, maxLabelLength) };
    try {
      return await client.matrix.edit({ ...request, baseRevision: document.revision });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'DocumentConflictError' || failure.kind !== 'stale-revision') throw error;
      // Another window was faster. An edit names one value, so it means the same on the newer revision.
      const newer = await client.matrix.get({ documentId: document.id });
      return client.matrix.edit({ ...request, baseRevision: newer.revision });
    }
  }

  async function sendSurely(first: OpenDocument, named: NamedEdit): Promise<OpenDocument> {
    for (;;) {
      await comeback.present();
      const document = lastConfirmed() ?? first;
      journal.pending(named);
      try {
        const answer = await sendEdit(document, named);
        journal.record(document.matrix, named);
        return answer;
      } catch (error) {
        if (!(error instanceof DisconnectedError)) throw error;
        await comeback.present();
        const now = lastConfirmed();
        if (now?.id === document.id && isDone(document.matrix, named.edit, now.matrix)) return now;
      } finally {
        journal.pending(null);
      }
    }
  }

  return { sendSurely, sendEdit };
}

/** Whether a state is what an edit makes of another one. */
function isDone(before: MatrixDocument, edit: MatrixEdit, now: MatrixDocument): boolean {
  return serializeMatrixDocument(applyEdit(before, edit).matrix) === serializeMatrixDocument(now);
}
