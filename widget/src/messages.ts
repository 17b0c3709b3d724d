/** What the web channel sends, as design and README describe it. */

export type Specimen = "blood" | "urine" | "csf";
export type Bound = "exact" | "below" | "above";

export type Reading = {
  readonly text: string;
  readonly value: number;
  readonly bound: Bound;
  readonly unit: string | null;
  readonly mg_per_l: number | null;
  readonly date: string | null; // "2024", "2024-03" or "2024-03-14"
};

export type Source = {
  readonly title: string;
  readonly section: string | null;
  readonly url: string;
  readonly updated: string;
};

export type Trend = {
  readonly type: "b2m_trend";
  readonly pattern: string;
  readonly specimen: Specimen;
  readonly readings: readonly Reading[];
  readonly source: Source;
};

/** A type of `custom` that this widget shows nothing extra for, now or in a later server. */
type Other = { readonly type: "answer" | "fallback" | "b2m_question" | "deleted"; readonly source?: Source };

export type Button = { readonly title: string; readonly payload: string };

export type Message = {
  readonly from: "person" | "assistant";
  readonly text: string;
  readonly buttons: readonly Button[];
  readonly custom: Trend | Other | Record<string, never>;
};

/** The chart's data, if the message carries any. */
export function trendOf(message: Message): Trend | undefined {
  return "type" in message.custom && message.custom.type === "b2m_trend" ? message.custom : undefined;
}

/** The source with a section, which is what an answer can be traced to. */
export function sourceOf(message: Message): Source | undefined {
  const source = "source" in message.custom ? message.custom.source : undefined;
  return source?.section ? source : undefined;
}

/** A link that may be followed: https alone, never `javascript:` or the like. */
export function safeLink(url: string): string | undefined {
  try {
    return new URL(url).protocol === "https:" ? url : undefined;
  } catch {
    return undefined;
  }
}
