/** Runs shorter than this are over before anybody looks away, in milliseconds. */
const longRunMs = 10_000;

export interface SystemNotice {
  id: string;
  title: string;
  text: string;
  tookMs: number;
  onOpen: () => void;
}

/**
 * Lets the operating system tell of something that took long while the window was not looked at. Only when the browser
 * allows it, which the user is asked for in the settings.
 */
export function showSystemNotice({ id, title, text, tookMs, onOpen }: SystemNotice): void {
  if (tookMs < longRunMs || document.hasFocus() || Notification.permission !== 'granted') return;
  const notice = new Notification(title, { body: text, tag: id });
  notice.onclick = () => {
    window.focus();
    notice.close();
    onOpen();
  };
}
