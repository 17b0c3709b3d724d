import { html, nothing, type TemplateResult } from "lit/html.js";
import { fill, type Texts } from "../texts";
import type { ResultsForm } from "./form";

const closeDialog = (event: Event): void => (event.target as HTMLElement).closest("dialog")?.close();

/** The dialog with the form for results. */
export function formDialog(texts: Texts, form: ResultsForm, send: (event: SubmitEvent) => void): TemplateResult {
  return html`<dialog id="form" aria-labelledby="form-title">
    <form method="dialog" novalidate @submit=${send}>
      <h2 id="form-title">${texts.form_title}</h2>
      ${form.view()}
      <div class="line">
        <button class="first">${texts.form_send}</button>
        <button type="button" class="second" @click=${closeDialog}>${texts.form_cancel}</button>
      </div>
    </form>
  </dialog>`;
}

/** The dialog that says how to reach a person. */
export function humanDialog(texts: Texts): TemplateResult {
  const { clinic } = texts;
  return html`<dialog id="human" aria-labelledby="human-title">
    <h2 id="human-title">${texts.human_title}</h2>
    <p>${texts.human_text}</p>
    <p>${fill(texts.human_call, clinic)}</p>
    ${clinic.phone ? callView(texts, clinic.phone) : nothing}
    ${clinic.hours ? html`<p>${fill(texts.human_hours, { hours: clinic.hours })}</p>` : nothing}
    <p><strong>${fill(texts.human_emergency, clinic)}</strong></p>
    <p>${fill(texts.human_crisis, clinic)}</p>
    <button type="button" class="second" @click=${closeDialog}>${texts.back}</button>
  </dialog>`;
}

function callView(texts: Texts, phone: string): TemplateResult {
  return html`<p><a class="first" href="tel:${phone.replace(/[^\d+*#]/g, "")}">${fill(texts.human_phone, { phone })}</a></p>`;
}

/** The dialog that asks whether to delete the conversation. */
export function deleteDialog(texts: Texts, erase: () => void): TemplateResult {
  const eraseAndClose = (event: Event): void => {
    closeDialog(event);
    erase();
  };
  return html`<dialog id="delete" aria-labelledby="delete-title">
    <h2 id="delete-title">${texts.delete_title}</h2>
    <p>${texts.delete_text}</p>
    <div class="line">
      <button type="button" class="danger" @click=${eraseAndClose}>${texts.delete_yes}</button>
      <button type="button" class="second" @click=${closeDialog}>${texts.delete_no}</button>
    </div>
  </dialog>`;
}
