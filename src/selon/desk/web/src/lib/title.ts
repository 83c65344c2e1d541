/** The title of the window, and where the focus goes when another page opens. */

/** Sets the title of the window. */
export function title(text: string): void {
  document.title = text ? `${text} · Selon` : "Selon";
}
