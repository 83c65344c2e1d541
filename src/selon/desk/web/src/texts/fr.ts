import type { Texts } from "../lib/i18n.svelte";
import claim from "./fr/claim.json";
import claims from "./fr/claims.json";
import inbox from "./fr/inbox.json";
import map from "./fr/map.json";
import report from "./fr/report.json";
import search from "./fr/search.json";
import shell from "./fr/shell.json";
import sources from "./fr/sources.json";
import start from "./fr/start.json";
import units from "./fr/units.json";

const texts: Texts = { ...shell, ...claims, ...claim, ...start, ...report, ...map, ...sources, ...inbox, ...search, ...units };
export default texts;
