import { html, nothing, render, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import type { Said } from "../api";
import type { Conversation } from "../conversation";
import { asMessage } from "../form";
import { changeTextSize } from "../text_size";
import { fill, type Texts } from "../texts";
import { asText, download } from "../transcript";
import { deleteDialog, formDialog, humanDialog } from "./dialogs";
import { ResultsForm } from "./form";
import { messageView } from "./message";

const REM_PER_DATE = 3.4; // room for a date below the chart
const REM_AROUND_CHART = 5;
const PIXELS_ABOVE = 8;
const REM_CRAMPED = 27; // a lower page scrolls as a whole, so that header and field don't fill it

/** Draws the conversation and carries out what the person does. */
export class App {
  conversation!: Conversation;
  #form: ResultsForm;
  #isMenuOpen = false;
  #labels = 4;
  #turns = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
    private readonly memory: Storage | Pick<Storage, "getItem" | "setItem">,
    private readonly close: () => void,
  ) {
    this.#form = new ResultsForm(texts, () => this.draw());
    changeTextSize(0, memory);
    document.addEventListener("keydown", this.#escape);
    addEventListener("beforeprint", () => this.#openDetails());
    addEventListener("resize", () => this.#measure());
  }

  /** Bring the page up to date. */
  draw(): void {
    render(this.#view(), this.root);
    this.#takeDraft();
    this.#showLatest();
  }

  /** Fit the page to its size. */
  #measure(): void {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#labels = Math.max(2, Math.floor((innerWidth / rem - REM_AROUND_CHART) / REM_PER_DATE));
    document.body.classList.toggle("cramped", innerHeight / rem < REM_CRAMPED);
    this.draw();
  }

  /** Put the focus where the person will go on; on a touch screen a keyboard would hide the reply. */
  focus(): void {
    this.#measure();
    this.#find(matchMedia("(pointer: coarse)").matches ? "#log" : "#input")?.focus({ preventScroll: true });
  }

  #find<Kind extends HTMLElement>(selector: string): Kind | null {
    return this.root.querySelector<Kind>(selector);
  }

  #view(): TemplateResult {
    const { texts, conversation } = this;
    const shown = conversation.pending
      ? [...conversation.messages, conversation.pending]
      : conversation.messages;
    return html`<div class="top">
        <h1 class="hidden">${texts.heading}</h1>
        <p>${fill(texts.notice, texts.clinic)}</p>
        ${this.#menuView()}
      </div>
      <section id="log" tabindex="0" aria-label=${texts.log}>
        <ol>
          ${repeat(shown, (_, index) => index, (message) => messageView(message, texts, this.#labels))}
        </ol>
        ${conversation.pending ? nothing : this.#choicesView()}
        <p class="waiting" role="status">${this.#waitingWords()}</p>
      </section>
      ${this.#composerView()}
      <div class="hidden" role="log">${conversation.announcements.map((each) => html`<p>${each}</p>`)}</div>
      ${formDialog(texts, this.#form, this.#sendForm)} ${humanDialog(texts)}
      ${deleteDialog(texts, () => void this.conversation.erase().then(() => this.focus()))}`;
  }

  #menuView(): TemplateResult {
    const { texts } = this;
    const items: [string, () => void][] = [
      [texts.larger, () => this.#resize(1)],
      [texts.smaller, () => this.#resize(-1)],
      [texts.print, () => print()],
      [texts.save, () => download(asText(this.conversation.messages, texts), texts.file_name)],
      [texts.delete, () => this.#open("delete")],
    ];
    return html`<div class="menu">
      <button
        id="menu"
        type="button"
        aria-expanded=${this.#isMenuOpen}
        aria-controls="menu-items"
        @click=${() => this.#toggleMenu(!this.#isMenuOpen)}
      >
        ${texts.menu}
      </button>
      <ul id="menu-items" ?hidden=${!this.#isMenuOpen}>
        ${items.map(([name, action]) => html`<li><button type="button" @click=${action}>${name}</button></li>`)}
      </ul>
    </div>`;
  }

  #choicesView(): TemplateResult | typeof nothing {
    const { texts, conversation } = this;
    const since = conversation.messages.findLastIndex(({ from }) => from === "person");
    const buttons = conversation.messages.slice(since + 1).flatMap((message) => message.buttons);
    if (!buttons.length) return nothing;
    return html`<p class="hidden" id="choices">${texts.choices}</p>
      <ul class="choices" aria-labelledby="choices">
        ${buttons.map(
          ({ title, payload }) =>
            html`<li><button type="button" @click=${() => this.#choose({ payload })}>${title}</button></li>`,
        )}
      </ul>`;
  }

  #composerView(): TemplateResult {
    const { texts } = this;
    const { problem } = this.conversation;
    return html`<form class="composer" @submit=${this.#submit}>
      <div role="alert">${problem ? html`<p>${problem.text}</p>` : nothing}</div>
      ${problem
        ? html`<button
            class="second again"
            type=${problem.retry ? "button" : "submit"}
            @click=${() => this.#retry(problem.retry)}
          >
            ${problem.action}
          </button>`
        : nothing}
      <label for="input">${texts.input}</label>
      <div class="line">
        <textarea
          id="input"
          rows="1"
          autocomplete="off"
          @keydown=${this.#typed}
          @input=${this.#fitInput}
        ></textarea>
        <button class="first">${texts.send}</button>
      </div>
      <div class="line others">
        <button type="button" class="plain" @click=${() => this.#open("form")}>${texts.form_open}</button>
        <button type="button" class="plain" @click=${() => this.#open("human")}>${texts.human}</button>
      </div>
    </form>`;
  }

  #waitingWords(): string {
    const { waiting, messages } = this.conversation;
    if (waiting === "long") return this.texts.waiting_long;
    if (waiting !== "shown") return "";
    return messages.length ? this.texts.waiting : this.texts.starting;
  }

  #typed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#find<HTMLFormElement>(".composer")?.requestSubmit();
  };

  #submit = (event: Event): void => {
    event.preventDefault();
    const input = this.#find<HTMLTextAreaElement>("#input");
    const text = input?.value.trim();
    if (!input || !text || this.conversation.pending) return;
    if (!this.#fits(text)) return;
    input.value = "";
    this.#fitInput();
    void this.conversation.say({ text });
  };

  /** Whether a message is short enough for the server; says so if not. */
  #fits(text: string): boolean {
    const most = this.texts.most_characters;
    if (text.length <= most) return true;
    this.conversation.complain(fill(this.texts.too_long, { count: text.length, most }));
    return false;
  }

  #choose(said: Said): void {
    void this.conversation.say(said);
    this.focus();
  }

  #retry(retry: (() => void) | undefined): void {
    retry?.();
    this.focus();
  }

  #sendForm = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    if (!this.#form.check(form)) return event.preventDefault();
    const text = asMessage(this.#form.rows, this.texts);
    if (this.conversation.pending || !this.#fits(text)) return event.preventDefault();
    this.#form.clear();
    void this.conversation.say({ text });
  };

  #open(name: "form" | "human" | "delete"): void {
    this.#toggleMenu(false);
    this.#find<HTMLDialogElement>(`#${name}`)?.showModal();
  }

  #toggleMenu(isOpen: boolean): void {
    this.#isMenuOpen = isOpen;
    this.draw();
  }

  #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.root.querySelector("dialog[open]")) return;
    if (!this.#isMenuOpen) return this.close();
    this.#toggleMenu(false);
    this.#find("#menu")?.focus();
  };

  #resize(step: 1 | -1): void {
    changeTextSize(step, this.memory);
    this.#measure();
  }

  #fitInput = (): void => {
    const input = this.#find<HTMLTextAreaElement>("#input");
    if (input) input.rows = Math.min(4, input.value.split("\n").length + Math.floor(input.value.length / 40));
  };

  /** What could not be sent goes back into the field, before what was typed meanwhile. */
  #takeDraft(): void {
    const input = this.#find<HTMLTextAreaElement>("#input");
    const { draft } = this.conversation;
    if (!input || !draft) return;
    this.conversation.draft = "";
    input.value = [draft, input.value].filter(Boolean).join("\n");
    this.#fitInput();
  }

  /** Scroll so that a new turn is read from its beginning. */
  #showLatest(): void {
    const { messages, pending } = this.conversation;
    const turns = messages.length + (pending ? 1 : 0);
    if (turns === this.#turns) return;
    this.#turns = turns;
    const log = this.#find("#log");
    const said = this.root.querySelectorAll<HTMLElement>("li.person");
    const latest = said[said.length - 1];
    if (!log || !latest) return;
    const isCramped = document.body.classList.contains("cramped");
    const scroller = isCramped ? document.documentElement : log;
    const above = isCramped ? 0 : log.getBoundingClientRect().top;
    scroller.scrollTop += latest.getBoundingClientRect().top - above - PIXELS_ABOVE;
  }

  #openDetails(): void {
    const closed = [...this.root.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    closed.forEach((details) => (details.open = true));
    addEventListener("afterprint", () => closed.forEach((details) => (details.open = false)), { once: true });
  }
}
