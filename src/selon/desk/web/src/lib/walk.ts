/** Walking through a list by keys: j and k (or ↓ and ↑ on an item) go to the next and the former link that has `data-walk`. */

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
}

/** Attach to the list; gives what takes the keys back: `$effect(() => walk(list))`. */
export function walk(list: HTMLElement): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const items = [...list.querySelectorAll<HTMLElement>("[data-walk]")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const arrows = at >= 0;
    const step = event.key === "j" || (arrows && event.key === "ArrowDown") ? 1 : event.key === "k" || (arrows && event.key === "ArrowUp") ? -1 : 0;
    if (!step || items.length === 0 || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    const next = items[Math.max(0, Math.min(items.length - 1, at < 0 ? 0 : at + step))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}
