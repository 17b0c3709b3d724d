import { html, nothing, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { problems, rowAfter, unitsOf, type Problem, type Row } from "../form";
import type { Specimen } from "../messages";
import { fill, type Texts } from "../texts";

const KINDS: readonly Specimen[] = ["blood", "urine", "csf"];

/** The form for a person's own results; `changed` asks for a new rendering. */
export class ResultsForm {
  rows: (Row & { readonly id: number })[] = [];
  #problems: readonly Problem[] = [];
  #isEmpty = false;
  #next = 0;

  constructor(
    private readonly texts: Texts,
    private readonly changed: () => void,
  ) {
    this.clear();
  }

  /** Begin anew with two rows, since one result can't show a change. */
  clear(): void {
    this.rows = [];
    this.#problems = [];
    this.#isEmpty = false;
    this.#add();
    this.#add();
  }

  /** Whether the rows can be sent. If not, the first field to mend gets the focus. */
  check(form: HTMLFormElement): boolean {
    this.#problems = problems(this.rows, this.texts.language);
    this.#isEmpty = this.rows.every((row) => !row.value.trim() && !row.date.trim());
    this.changed();
    const first = this.#problems[0];
    const field = first ? this.#id(first.row, first.field) : this.#id(0, "value");
    if (first || this.#isEmpty) form.querySelector<HTMLElement>(`#${field}`)?.focus();
    return !first && !this.#isEmpty;
  }

  /** The fields; the dialog around them has the title and the buttons. */
  view(): TemplateResult {
    const { texts } = this;
    return html`<p>${texts.form_intro}</p>
      <div role="alert">${this.#isEmpty ? html`<p class="mend">${texts.form_none}</p>` : nothing}</div>
      ${repeat(this.rows, (row) => row.id, (row, index) => this.#rowView(row, index))}
      <button type="button" class="second" @click=${this.#addAndFocus}>${texts.form_add}</button>`;
  }

  #add(): void {
    this.rows = [...this.rows, { ...rowAfter(this.rows.at(-1)), id: this.#next++ }];
  }

  #addAndFocus = (): void => {
    this.#add();
    this.changed();
    document.getElementById(this.#id(this.rows.length - 1, "value"))?.focus();
  };

  #remove(index: number): void {
    this.rows = this.rows.filter((_, each) => each !== index);
    this.#problems = [];
    this.changed();
    document.getElementById(this.#id(Math.max(0, index - 1), "value"))?.focus();
  }

  #set(index: number, change: Partial<Row>): void {
    this.rows = this.rows.map((row, each) => (each === index ? { ...row, ...change } : row));
    this.changed();
  }

  #id(index: number, field: string): string {
    return `${field}-${this.rows[index]?.id}`;
  }

  #rowView(row: Row, index: number): TemplateResult {
    const { texts } = this;
    return html`<fieldset>
      <legend>${fill(texts.form_row, { number: index + 1 })}</legend>
      <div class="fields">
        ${this.#textView(row, index, "value")} ${this.#unitView(row, index)}
        ${this.#textView(row, index, "date")} ${this.#kindView(row, index)}
      </div>
      ${this.rows.length > 1
        ? html`<button type="button" class="plain" @click=${() => this.#remove(index)}>
            ${fill(texts.form_remove, { number: index + 1 })}
          </button>`
        : nothing}
    </fieldset>`;
  }

  #textView(row: Row, index: number, field: "value" | "date"): TemplateResult {
    const { texts } = this;
    const id = this.#id(index, field);
    const isWrong = this.#problems.some((each) => each.row === index && each.field === field);
    const words = {
      value: [texts.form_value, texts.form_value_hint, texts.form_bad_value],
      date: [texts.form_date, texts.form_date_hint, texts.form_bad_date],
    }[field];
    return html`<div class="field">
      <label for=${id}>${words[0]}</label>
      <span class="hint" id="${id}-hint">${words[1]}</span>
      <span class="mend" id="${id}-mend">${isWrong ? words[2] : nothing}</span>
      <input
        id=${id}
        autocomplete="off"
        maxlength="40"
        aria-describedby="${id}-hint ${id}-mend"
        aria-invalid=${isWrong}
        .value=${row[field]}
        @input=${(event: Event) => this.#set(index, { [field]: (event.target as HTMLInputElement).value })}
      />
    </div>`;
  }

  #unitView(row: Row, index: number): TemplateResult {
    const options = [...unitsOf(row.specimen).map((unit) => [unit, unit]), ["", this.texts.form_unit_unknown]];
    return this.#choiceView(index, "unit", this.texts.form_unit, options, row.unit);
  }

  #kindView(row: Row, index: number): TemplateResult {
    const options = KINDS.map((kind) => [kind, this.texts.form_specimens[kind]]);
    return this.#choiceView(index, "specimen", this.texts.form_specimen, options, row.specimen);
  }

  #choiceView(index: number, field: "unit" | "specimen", label: string, options: string[][], chosen: string) {
    const id = this.#id(index, field);
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} @change=${(event: Event) => this.#choose(index, field, event)}>
        ${options.map(
          ([value = "", name]) => html`<option value=${value} ?selected=${value === chosen}>${name}</option>`,
        )}
      </select>
    </div>`;
  }

  #choose(index: number, field: "unit" | "specimen", event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    const unit = this.rows[index]?.unit ?? "";
    if (field === "unit") return this.#set(index, { unit: value });
    const specimen = value as Specimen;
    this.#set(index, unit && !unitsOf(specimen).includes(unit) ? { specimen, unit: "mg/L" } : { specimen });
  }
}
