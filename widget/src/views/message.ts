import { html, nothing, type TemplateResult } from "lit/html.js";
import { safeLink, sourceOf, trendOf, type Message, type Source } from "../messages";
import { blocks, dateInWords, fill, type Texts } from "../texts";
import { figureView } from "./chart";

/** One message with its speaker; `labels` dates fit side by side in a chart. */
export function messageView(message: Message, texts: Texts, labels: number): TemplateResult {
  const isPerson = message.from === "person";
  const source = sourceOf(message);
  const trend = trendOf(message);
  return html`<li class=${message.from}>
    <h2 class="speaker">${isPerson ? texts.you : texts.assistant}</h2>
    <div class="said">
      ${isPerson ? html`<p class="typed">${message.text}</p>` : textView(message.text, source)}
      ${trend ? figureView(trend, texts, labels) : nothing}
      ${source ? sourceView(source, texts) : nothing}
    </div>
  </li>`;
}

function textView(text: string, source: Source | undefined): TemplateResult[] {
  return blocks(text, source?.url).map(({ kind, lines }) =>
    kind === "list"
      ? html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
      : html`<p>${lines.map((line, index) => (index ? html`<br />${line}` : line))}</p>`,
  );
}

function sourceView(source: Source, texts: Texts): TemplateResult {
  const link = safeLink(source.url);
  return html`<details class="source">
    <summary>${texts.source}</summary>
    <p>${fill(texts.source_page, { title: source.title })}</p>
    <p>${fill(texts.source_section, { section: source.section ?? "" })}</p>
    <p>${fill(texts.source_updated, { date: dateInWords(source.updated, texts.language) })}</p>
    ${link
      ? html`<p>
          <a href=${link} target="_blank" rel="noopener noreferrer">${texts.source_link} ${texts.new_tab}</a>
        </p>`
      : nothing}
  </details>`;
}
