/** The page around the frame: the loader tells its origin in the address, and no other is spoken to. */
export class Host {
  readonly #origin: string | null;

  constructor(opened: () => void) {
    const origin = decodeURIComponent(location.hash.slice(1));
    this.#origin = window.parent !== window && /^https?:\/\/[^/]+$/.test(origin) ? origin : null;
    window.addEventListener("message", (event: MessageEvent<unknown>) => {
      if (event.source !== window.parent || event.origin !== this.#origin) return;
      if (event.data === "b2m:opened") opened();
    });
  }

  /** Say that the page is there, or that the person wants it closed. */
  tell(what: "b2m:ready" | "b2m:close"): void {
    if (this.#origin) window.parent.postMessage(what, this.#origin);
  }
}
