import { sourceOf, type Message } from "./messages";
import { blocks, type Texts } from "./texts";

/** The conversation as a plain text that can be kept. */
export function asText(messages: readonly Message[], texts: Texts): string {
  const turns = messages.map((message) => {
    const speaker = message.from === "person" ? texts.you : texts.assistant;
    const source = sourceOf(message);
    const said = blocks(message.text, source?.url).map(({ kind, lines }) =>
      lines.map((line) => (kind === "list" ? `- ${line}` : line)).join("\n"),
    );
    if (source) said.push(`${source.title}: ${source.section}\n${source.url}`);
    return `${speaker}:\n${said.join("\n\n")}\n`;
  });
  return [texts.heading, texts.notice, ...turns].join("\n\n");
}

/** Let the browser save a text. */
export function download(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
