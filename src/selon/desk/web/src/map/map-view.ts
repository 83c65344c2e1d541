/** The map itself (maplibre-gl). It comes in a file of its own, when somebody opens the page. */
import { type GeoJSONSource, Map as Drawing, type MapGeoJSONFeature, type MapMouseEvent, NavigationControl, Popup, setWorkerCount, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

import { token } from "../lib/theme.svelte";
import { drawn } from "./donut";
import { styleOf } from "./map-style";
import { areasOf, type Bounds, boundsOf, type ClaimFeature, type ClaimFeatures, type ClaimProperties } from "./shapes";

setWorkerUrl(worker);
setWorkerCount(2); // so that claims need not wait for the land

/** A place of the control layer: who says that somebody holds it, is told in the popup. */
export interface ControlPlace {
  place: string;
  at: [number, number];
  /** Whether voices differ about who holds it. */
  contested: boolean;
}
export interface Handlers {
  /** What a popup shows for these claims; elements only, made without markup. */
  claims: (claims: ClaimProperties[], more: number) => HTMLElement;
  control: (place: string) => HTMLElement;
  /** What a disputed line is about. */
  disputed: (name: string, fact: string) => HTMLElement;
  moved: (bounds: Bounds) => void;
  /** The words of the map's own buttons. */
  words: Record<string, string>;
}

const AT_MOST = 12;
const CLOSE_ENOUGH_ZOOM = 13;

export class MapView {
  readonly #map: Drawing;
  readonly #handlers: Handlers;
  #popup: Popup | null = null;
  #features: ClaimFeature[] = [];
  #control: ControlPlace[] = [];
  #fitted = false;
  #marked = "";

  constructor(container: HTMLElement, handlers: Handlers) {
    this.#handlers = handlers;
    this.#map = new Drawing({
      container, style: styleOf(), center: [33, 44], zoom: 3, minZoom: 1, maxZoom: 14, attributionControl: false,
      dragRotate: false, pitchWithRotate: false, touchPitch: false, renderWorldCopies: true, locale: handlers.words, fadeDuration: 0,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.#map.setMissingStyleImageResolver((name) => this.#image(name));
    this.#map.on("style.load", () => this.#fill());
    this.#map.on("moveend", () => this.#moved());
    this.#map.on("click", (event) => void this.#clicked(event));
    this.#map.on("mousemove", (event) => (this.#map.getCanvas().style.cursor = this.#under(event) ? "pointer" : ""));
  }

  /** Shows these claims; the first ones that come also say where to look. */
  show({ features }: ClaimFeatures): void {
    this.#features = features;
    this.#fill();
    if (!this.#fitted) this.fit();
  }

  /** Shows who is said to hold what; empty takes the layer away. */
  showControl(places: ControlPlace[]): void {
    this.#control = places;
    this.#fill();
  }

  /** Looks at all claims at once. */
  fit(): void {
    const bounds = boundsOf(this.#features);
    if (!bounds) return;
    this.#map.fitBounds(bounds, { padding: 48, maxZoom: 8, animate: this.#fitted && !calm() });
    this.#fitted = true;
  }

  /** Looks at this box, whatever claims come. */
  look(bounds: Bounds): void {
    this.#map.fitBounds(bounds, { padding: 0, animate: false });
    this.#fitted = true;
  }

  /** Rings one claim, or none. */
  mark(id: string): void {
    this.#marked = id;
    if (this.#map.getLayer("marked")) this.#map.setFilter("marked", ["==", ["get", "id"], id]);
  }

  /** Goes to a claim and opens its popup. */
  open(feature: ClaimFeature): void {
    this.#map.easeTo({ center: feature.geometry.coordinates, zoom: Math.max(this.#map.getZoom(), 6), animate: !calm() });
    this.#pop(feature.geometry.coordinates, this.#handlers.claims([feature.properties], 0));
  }

  /** Puts on the colours of the theme. */
  repaint(): void {
    this.#map.setStyle(styleOf(), { diff: false });
  }

  remove(): void {
    this.#map.remove();
  }

  #fill(): void {
    const claims = this.#map.getSource<GeoJSONSource>("claims");
    if (!claims) return;
    claims.setData({ type: "FeatureCollection", features: this.#features } as never);
    this.#map.getSource<GeoJSONSource>("areas")?.setData(areasOf(this.#features) as never);
    const points = this.#control.map(({ place, at, contested }) => ({ type: "Feature", properties: { place, contested }, geometry: { type: "Point", coordinates: at } }));
    this.#map.getSource<GeoJSONSource>("control")?.setData({ type: "FeatureCollection", features: points } as never);
    this.mark(this.#marked);
  }

  #image(name: string): void {
    const colours = { independent: token("affirmed"), not_established: token("hedged"), denying: token("denied"), reports: token("ink-3"), raised: token("raised") };
    const image = drawn(name, colours, devicePixelRatio);
    if (image && !this.#map.hasImage(name)) this.#map.addImage(name, image, { pixelRatio: devicePixelRatio });
  }

  #moved(): void {
    const bounds = this.#map.getBounds();
    this.#handlers.moved([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
  }

  #under(event: MapMouseEvent): MapGeoJSONFeature | undefined {
    const { x, y } = event.point;
    const near: [[number, number], [number, number]] = [[x - 4, y - 4], [x + 4, y + 4]];
    const layers = ["clusters", "claims", "control", "disputed"].filter((layer) => this.#map.getLayer(layer));
    return this.#map.queryRenderedFeatures(near, { layers })[0];
  }

  async #clicked(event: MapMouseEvent): Promise<void> {
    const found = this.#under(event);
    if (!found) return;
    const { layer, properties } = found;
    const at = found.geometry.type === "Point" ? (found.geometry.coordinates as [number, number]) : event.lngLat.toArray();
    if (layer.id === "clusters") return this.#opened(Number(properties.cluster_id), at);
    if (layer.id === "claims") this.#pop(at, this.#handlers.claims([properties as ClaimProperties], 0));
    else if (layer.id === "control") this.#pop(at, this.#handlers.control(String(properties.place)));
    else this.#pop(at, this.#handlers.disputed(String(properties.name), String(properties.fact)));
  }

  /** A cluster: nearer where its claims lie apart, their list where they share a place. */
  async #opened(cluster: number, at: [number, number]): Promise<void> {
    const source = this.#map.getSource<GeoJSONSource>("claims")!;
    const zoom = await source.getClusterExpansionZoom(cluster);
    if (zoom <= CLOSE_ENOUGH_ZOOM) return void this.#map.easeTo({ center: at, zoom, animate: !calm() });
    const leaves = (await source.getClusterLeaves(cluster, 5000, 0)).map(({ properties }) => properties as ClaimProperties);
    leaves.sort((a, b) => b.independent - a.independent || b.reports - a.reports);
    this.#pop(at, this.#handlers.claims(leaves.slice(0, AT_MOST), Math.max(0, leaves.length - AT_MOST)));
  }

  #pop(at: [number, number], content: HTMLElement): void {
    this.#popup?.remove();
    this.#popup = new Popup({ maxWidth: "22rem", focusAfterOpen: true }).setLngLat(at).setDOMContent(content).addTo(this.#map);
  }
}

const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
