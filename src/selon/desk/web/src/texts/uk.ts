import type { Texts } from "../lib/i18n.svelte";
import claim from "./uk/claim.json";
import claims from "./uk/claims.json";
import inbox from "./uk/inbox.json";
import map from "./uk/map.json";
import report from "./uk/report.json";
import search from "./uk/search.json";
import shell from "./uk/shell.json";
import sources from "./uk/sources.json";
import start from "./uk/start.json";
import units from "./uk/units.json";

const texts: Texts = { ...shell, ...claims, ...claim, ...start, ...report, ...map, ...sources, ...inbox, ...search, ...units };
export default texts;
