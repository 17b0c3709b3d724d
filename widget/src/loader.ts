/** Adds a button to the clinic's page, and on the first click a frame from the assistant's own origin.
 *
 * `data-label` on the script's tag gives the button other words.
 */
// Put in by build.mjs, from content/widget.yml and page/loader.css.
declare const LOADER_CSS: string;
declare const LOADER_TEXTS: {
  readonly launcher: string;
  readonly name: string;
  readonly close: string;
  readonly opening: string;
  readonly failed: string;
  readonly again: string;
};

const MILLISECONDS_TO_OPEN = 15_000;
const ROOMY = "(min-width: 40em) and (min-height: 30em)"; // a smaller window is filled

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text: string,
  parent: Node,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  parent.appendChild(made);
  return made;
}

function start(script: HTMLScriptElement): void {
  const texts = LOADER_TEXTS;
  const address = new URL("chat/", script.src);
  const host = document.createElement("b2m-assistant");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOADER_CSS);
  root.adoptedStyleSheets = [sheet];

  const region = element("section", "", root);
  region.setAttribute("aria-label", texts.name);
  const launcher = element("button", script.dataset["label"] || texts.launcher, region);
  launcher.className = "launcher";
  launcher.setAttribute("aria-expanded", "false");
  const dialog = element("dialog", "", region);
  dialog.setAttribute("aria-label", texts.name);
  const bar = element("div", "", dialog);
  bar.className = "bar";
  element("span", texts.name, bar);
  const close = element("button", texts.close, bar);
  const state = element("p", "", dialog);
  state.setAttribute("role", "status");
  const again = element("button", texts.again, dialog);
  again.className = "again";
  const frame = document.createElement("iframe");
  frame.title = texts.name;
  frame.referrerPolicy = "no-referrer";
  let timer = 0;

  const load = (): void => {
    frame.hidden = again.hidden = true;
    state.hidden = false;
    state.textContent = texts.opening;
    frame.src = `${address.href}#${encodeURIComponent(location.origin)}`;
    dialog.append(frame);
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      state.textContent = texts.failed;
      again.hidden = false;
    }, MILLISECONDS_TO_OPEN);
  };
  const open = (): void => {
    if (!frame.isConnected) load();
    if (matchMedia(ROOMY).matches) dialog.show();
    else dialog.showModal();
    launcher.setAttribute("aria-expanded", "true");
    if (frame.hidden) close.focus();
    else enter();
  };
  const enter = (): void => {
    frame.focus();
    frame.contentWindow?.postMessage("b2m:opened", address.origin);
  };

  launcher.onclick = () => (dialog.open ? dialog.close() : open());
  close.onclick = () => dialog.close();
  again.onclick = () => {
    frame.remove();
    load();
    close.focus();
  };
  dialog.onclose = () => {
    launcher.setAttribute("aria-expanded", "false");
    launcher.focus();
  };
  dialog.onkeydown = (event) => {
    if (event.key === "Escape") dialog.close();
  };
  addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== frame.contentWindow || event.origin !== address.origin) return;
    if (event.data === "b2m:close") dialog.close();
    if (event.data !== "b2m:ready") return;
    clearTimeout(timer);
    frame.hidden = false;
    state.hidden = again.hidden = true;
    if (dialog.open) enter();
  });
  document.body.append(host);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !document.querySelector("b2m-assistant")) {
  if (document.body) start(script);
  else addEventListener("DOMContentLoaded", () => start(script));
}
