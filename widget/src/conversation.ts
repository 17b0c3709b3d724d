import { Api, ApiError, type Said } from "./api";
import { inWords } from "./chart";
import { trendOf, type Message } from "./messages";
import { fill, firstSentence, type Texts } from "./texts";

/** What went wrong, in words, and what its button says and does; without `retry`, it sends the draft. */
export type Problem = { readonly text: string; readonly action: string; readonly retry?: () => void };

/** Where the key to this tab's conversation is kept; nothing that was said is. */
type Memory = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Waiting is shown only when it lasts. */
export type Waiting = "no" | "short" | "shown" | "long";

const MILLISECONDS_UNTIL_SHOWN = 500;
const MILLISECONDS_UNTIL_LONG = 8_000;
const ANNOUNCEMENTS_KEPT = 5;
const TOKEN = "b2m-token";

/** The state of one conversation, and what may be done with it; `changed` is told of every change. */
export class Conversation {
  messages: readonly Message[] = [];
  pending: Message | null = null; // said by the person, and not yet answered
  problem: Problem | null = null;
  waiting: Waiting = "no";
  announcements: readonly string[] = []; // for screen readers: one sentence for each turn
  draft = ""; // what the person typed and could not be sent

  readonly #api: Api;
  readonly #texts: Texts;
  readonly #memory: Memory;
  readonly #changed: () => void;
  #started: Promise<boolean> | null = null;
  #unanswered: { said: string; id: string } | null = null; // the last message, until its answer is here
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(api: Api, texts: Texts, memory: Memory, changed: () => void) {
    this.#api = api;
    this.#texts = texts;
    this.#memory = memory;
    this.#changed = changed;
  }

  /** Go on with this tab's conversation, or begin one; whether that worked. */
  start(): Promise<boolean> {
    this.#started ??= this.#work(
      async () => {
        this.messages = await this.#resumeOrBegin();
      },
      () => void this.start(),
    ).then((isStarted) => {
      if (!isStarted) this.#started = null;
      return isStarted;
    });
    return this.#started;
  }

  /** Send what the person said, unless a turn is under way. */
  async say(said: Said): Promise<void> {
    if (this.pending) return;
    const text = "text" in said ? said.text : said.payload;
    this.pending = { from: "person", text, buttons: [], custom: {} };
    this.#changed();
    const retry = "text" in said ? undefined : () => void this.say(said);
    const isSaid = (await this.start()) && (await this.#work(() => this.#turn(said), retry));
    this.pending = null;
    if (!isSaid && "text" in said) this.draft = text;
    this.#changed();
  }

  /** Erase the conversation and begin another. */
  async erase(): Promise<void> {
    const isErased = await this.#work(() => this.#api.erase(), () => void this.erase());
    if (!isErased) return;
    this.#forget();
    this.messages = [];
    if (await this.start()) this.announce(this.#texts.deleted);
  }

  /** Say what stands in the way of sending what is in the text field. */
  complain(text: string): void {
    this.problem = { text, action: this.#texts.again };
    this.#changed();
  }

  /** Have a sentence read out by screen readers. */
  announce(sentence: string): void {
    this.announcements = [...this.announcements, sentence].slice(-ANNOUNCEMENTS_KEPT);
    this.#changed();
  }

  async #resumeOrBegin(): Promise<Message[]> {
    const token = this.#memory.getItem(TOKEN);
    if (token) {
      try {
        return await this.#api.resume(token);
      } catch (error) {
        if (!(error instanceof ApiError && error.failure === "ended")) throw error;
        this.#memory.removeItem(TOKEN);
      }
    }
    const messages = await this.#api.begin();
    if (this.#api.token) this.#memory.setItem(TOKEN, this.#api.token);
    return messages;
  }

  async #turn(said: Said): Promise<void> {
    const replies = await this.#api.say(said, this.#idOf(said));
    this.#unanswered = null;
    const isErased = replies.some(({ custom }) => "type" in custom && custom.type === "deleted");
    this.messages = isErased ? replies : [...this.messages, ...(this.pending ? [this.pending] : []), ...replies];
    if (isErased) this.#forget();
    this.announce(fill(this.#texts.announcement, { sentence: this.#summary(replies) }));
  }

  /** The message's id: the same when it is sent again, since nobody knows whether it had arrived. */
  #idOf(said: Said): string {
    const content = JSON.stringify(said);
    if (this.#unanswered?.said !== content) this.#unanswered = { said: content, id: randomId() };
    return this.#unanswered.id;
  }

  #summary(replies: readonly Message[]): string {
    const trend = replies.map(trendOf).find(Boolean);
    return trend ? inWords(trend, this.#texts) : firstSentence(replies[0]?.text ?? "");
  }

  /** Let go of a conversation that the server has erased; the next words begin another. */
  #forget(): void {
    this.#api.token = null;
    this.#memory.removeItem(TOKEN);
    this.#started = null;
  }

  /** Do `task` with the signs of waiting; whether it worked. A problem offers `retry`. */
  async #work(task: () => Promise<void>, retry?: () => void): Promise<boolean> {
    this.problem = null;
    this.#wait("short");
    this.#timers = [
      setTimeout(() => this.#wait("shown"), MILLISECONDS_UNTIL_SHOWN),
      setTimeout(() => this.#wait("long"), MILLISECONDS_UNTIL_LONG),
    ];
    try {
      await task();
      return true;
    } catch (error) {
      this.problem = this.#problemOf(error, retry);
      return false;
    } finally {
      this.#timers.forEach(clearTimeout);
      this.#wait("no");
    }
  }

  #wait(waiting: Waiting): void {
    this.waiting = waiting;
    this.#changed();
  }

  #problemOf(error: unknown, retry?: () => void): Problem {
    const { failure, message } = error instanceof ApiError ? error : new ApiError("unreachable");
    const texts = this.#texts;
    if (failure === "ended") {
      const startAgain = () => {
        this.#forget();
        void this.start();
      };
      return { text: message, action: texts.start_again, retry: startAgain };
    }
    const words = { offline: texts.offline, slow: texts.slow, unreachable: texts.unreachable, refused: message };
    const needsContact = failure === "slow" || failure === "unreachable";
    const contact = needsContact ? ` ${fill(texts.or_call, texts.clinic)}` : "";
    const text = (words[failure] || texts.unreachable) + contact;
    return { text, action: texts.again, ...(retry && { retry }) };
  }
}

/** 128 random bits; `crypto.randomUUID` is not there on pages without TLS. */
function randomId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}
