/** Hands bytes to the browser as a file to be saved. */
export function downloadFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the bytes when the task that follows the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}

/** Hands a text to the browser as a file to be saved. */
export function downloadText(name: string, text: string): void {
  downloadFile(name, new Blob([text], { type: 'text/plain;charset=utf-8' }));
}
