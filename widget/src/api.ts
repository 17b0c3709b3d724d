import type { Button, Message } from "./messages";
import type { Texts } from "./texts";

/** Why something failed, as far as the person can do something about it. */
export type Failure = "offline" | "unreachable" | "slow" | "ended" | "refused";

export class ApiError extends Error {
  constructor(
    readonly failure: Failure,
    message = "", // the server's own words for people, if it sent any
  ) {
    super(message);
  }
}

/** What the person says: words, or a button that was offered. */
export type Said = { readonly text: string } | { readonly payload: string };

const MILLISECONDS = 30_000; // the server gives up after 25 s, with an apology
const ENDED = 401;

/** The interface of the web channel, below the page's own address. */
export class Api {
  token: string | null = null;

  /** The words of the widget. */
  texts(): Promise<Texts> {
    return this.#ask<Texts>("GET", "texts.json");
  }

  /** Begin a conversation; its first messages. */
  async begin(): Promise<Message[]> {
    this.token = null;
    const { token, messages } = await this.#ask<Begun>("POST", "sessions");
    this.token = token;
    return messages.map(checked);
  }

  /** Everything said so far in the conversation of `token`. */
  async resume(token: string): Promise<Message[]> {
    this.token = token;
    return (await this.#ask<Replies>("GET", "conversation")).messages.map(checked);
  }

  /** One turn; `id` is the message's own, so that sent again it is not counted twice. */
  async say(said: Said, id: string): Promise<Message[]> {
    return (await this.#ask<Replies>("POST", "messages", said, { "Idempotency-Key": id })).messages.map(checked);
  }

  /** Erase the conversation. One that has already ended is gone too. */
  async erase(): Promise<void> {
    try {
      await this.#ask<unknown>("DELETE", "sessions");
    } catch (error) {
      if (!(error instanceof ApiError && error.failure === "ended")) throw error;
    }
    this.token = null;
  }

  async #ask<Answer>(
    method: string,
    path: string,
    body?: Said,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers["Authorization"] = `Bearer ${this.token}`;
    const request: RequestInit = { method, headers, signal: AbortSignal.timeout(MILLISECONDS) };
    if (body) request.body = JSON.stringify(body);
    try {
      const response = await fetch(path, request);
      if (response.status === 204) return undefined as Answer;
      const answer: unknown = await response.json();
      if (response.ok) return answer as Answer;
      const words = (answer as Refused).error?.message ?? "";
      throw new ApiError(response.status === ENDED ? "ended" : "refused", words);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      if (error instanceof DOMException && error.name === "TimeoutError") throw new ApiError("slow");
      throw new ApiError(navigator.onLine ? "unreachable" : "offline");
    }
  }
}

type Begun = { token: string; messages: Partial<Message>[] };
type Replies = { messages: Partial<Message>[] };
type Refused = { error?: { message?: string } };

/** A message with every field there; a turn's replies come without `from`. */
function checked(message: Partial<Message>): Message {
  const buttons: readonly Button[] = message.buttons ?? [];
  return { from: "assistant", text: "", custom: {}, ...message, buttons };
}
