import type { Catalogue } from "./catalogue";

/** What the clinic says of itself; null where it left a field empty. */
export type Clinic = {
  readonly care_team: string; // how a sentence names whom to call, with phone and hours if known
  readonly phone: string | null;
  readonly hours: string | null;
  readonly emergency_number: string;
  readonly crisis_line: string;
};

/** All words, and what comes with them from the server: /chat/texts.json. */
export type Texts = Catalogue["chat"] & {
  readonly language: string;
  readonly clinic: Clinic;
  readonly most_characters: number;
};

/** `text` with its {fields} filled in; a field that isn't known stays as it is. */
export function fill(text: string, fields: Readonly<Record<string, string | number | null>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(fields[name] ?? whole));
}

/** "2024-03-14" as people write it: "March 14, 2024"; as exactly as it is known. */
export function dateInWords(date: string, language: string, month: "long" | "short" = "long"): string {
  const [year, monthNumber, day] = date.split("-").map(Number);
  const style: Intl.DateTimeFormatOptions = { year: "numeric", timeZone: "UTC" };
  if (monthNumber) style.month = month;
  if (day) style.day = "numeric";
  const moment = Date.UTC(year ?? NaN, (monthNumber ?? 1) - 1, day ?? 1);
  return Number.isNaN(moment) ? date : new Intl.DateTimeFormat(language, style).format(moment);
}

/** A message's parts: paragraphs and lists. */
export type Block =
  | { readonly kind: "paragraph"; readonly lines: readonly string[] }
  | { readonly kind: "list"; readonly lines: readonly string[] };

/** The parts of a text; without the line that names `sourceUrl`, which is shown in its own way. */
export function blocks(text: string, sourceUrl?: string): Block[] {
  const found: { kind: Block["kind"]; lines: string[] }[] = [];
  for (const paragraph of text.split(/\n{2,}/)) {
    if (sourceUrl && paragraph.trimEnd().endsWith(sourceUrl)) continue;
    let last: Block["kind"] | undefined;
    for (const line of paragraph.split("\n").filter((each) => each.trim())) {
      const item = /^\s*[-•]\s+(.*)$/.exec(line);
      const kind = item ? "list" : "paragraph";
      const content = item?.[1] ?? line;
      if (kind === last) found.at(-1)?.lines.push(content);
      else found.push({ kind, lines: [content] });
      last = kind;
    }
  }
  return found;
}

/** The first sentence of a text: what is announced of a reply. */
export function firstSentence(text: string): string {
  const line = text.trim().split("\n", 1)[0] ?? "";
  return /^.+?[.!?](?=\s|$)/.exec(line)?.[0] ?? line;
}
