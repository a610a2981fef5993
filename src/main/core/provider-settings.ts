/** Key and address of each provider; an address is set only for a proxy or a stand-in. */
export interface ProviderSettings {
  replicate?: { key: string | null; baseUrl: string | null };
  fal?: { key: string | null; baseUrl: string | null };
  /** Ollama has no key; its address is this machine's unless set. `model` is the one that is meant by `ollama` alone. */
  ollama?: { key: null; baseUrl: string | null; model?: string | null };
}
