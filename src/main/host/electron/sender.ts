import { electronNames } from '../../../shared/link/index.ts';

/** What is looked at of an IPC message; IpcMainEvent has it all. */
export interface SenderEvent<Frame extends SenderFrame = SenderFrame> {
  readonly senderFrame: Frame | null;
  readonly sender: { readonly id: number; readonly mainFrame: SenderFrame };
}

export interface SenderFrame {
  readonly origin: string;
  readonly parent: unknown;
  readonly frameTreeNodeId: number;
}

/**
 * The frame that sent a message, when it may have a port: the main frame, of exactly our origin, in a window we opened.
 * Frames inside the page, pages that were navigated away, guest pages and developer tools are refused with null.
 */
export function trustedFrame<Frame extends SenderFrame>(
  event: SenderEvent<Frame>,
  ourContents: ReadonlySet<number>,
): Frame | null {
  const frame = event.senderFrame;
  if (frame === null || !ourContents.has(event.sender.id)) return null;
  const isMain = frame.parent === null && frame.frameTreeNodeId === event.sender.mainFrame.frameTreeNodeId;
  return isMain && frame.origin === electronNames.appOrigin ? frame : null;
}
