import { Api } from "./api";
import { Conversation } from "./conversation";
import { Host } from "./host";
import { App } from "./views/app";

/** This tab's memory; where the browser forbids it, one that lasts until the page is left. */
function tabMemory(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  try {
    sessionStorage.removeItem("b2m-probe");
    return sessionStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: (name) => void kept.delete(name),
    };
  }
}

async function run(root: HTMLElement): Promise<void> {
  const api = new Api();
  const texts = await api.texts();
  document.documentElement.lang = texts.language;
  const memory = tabMemory();
  const host = new Host(() => app.focus());
  const app = new App(root, texts, memory, () => host.tell("b2m:close"));
  app.conversation = new Conversation(api, texts, memory, () => app.draw());
  app.focus();
  host.tell("b2m:ready");
  await app.conversation.start();
}

const root = document.getElementById("app");
if (root) void run(root);
