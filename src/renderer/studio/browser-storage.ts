/** What this browser has kept under a name: an object; an empty one where there is nothing, or nothing that can be read. */
export function keptInBrowser(key: string): unknown {
  return parsed(storage()?.getItem(key) ?? '{}');
}

export function keepInBrowser(key: string, value: object): void {
  storage()?.setItem(key, JSON.stringify(value));
}

/** Null where the browser is told to keep nothing: it then throws at the mere mention. */
function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'SecurityError') return null;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
