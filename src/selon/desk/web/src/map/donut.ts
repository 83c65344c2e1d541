/** The sign of a claim or of many on the map: a ring of what its origins are – independent, not established, denying. */

export interface Colours {
  independent: string;
  not_established: string;
  denying: string;
  reports: string;
  raised: string;
}

const ID = /^ring-(\d+)-(\d+)-(\d+)-(small|large)$/;

/** Draws the ring that an image's name asks for ("ring-I-N-D-size", parts in about twelfths); `null` for another name. */
export function drawn(name: string, colours: Colours, ratio: number): ImageData | null {
  const asked = ID.exec(name);
  if (!asked) return null;
  const parts = asked.slice(1, 4).map(Number);
  const large = asked[4] === "large";
  const size = Math.round((large ? 38 : 20) * ratio);
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const context = canvas.getContext("2d")!;
  const [middle, width] = [size / 2, (large ? 6 : 5) * ratio];
  const radius = middle - width / 2 - ratio;
  context.fillStyle = colours.raised;
  context.arc(middle, middle, middle, 0, 2 * Math.PI);
  context.fill();
  context.lineWidth = width;
  let from = -Math.PI / 2;
  const arc = (turn: number, colour: string) => {
    context.beginPath();
    context.strokeStyle = colour;
    context.arc(middle, middle, radius, from, from + turn);
    context.stroke();
    from += turn;
  };
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (!total) arc(2 * Math.PI, colours.reports);
  const paints = [colours.independent, colours.not_established, colours.denying];
  parts.forEach((part, index) => part && arc((part / total) * 2 * Math.PI, paints[index]!));
  return context.getImageData(0, 0, size, size);
}
