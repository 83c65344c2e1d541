import type { Texts } from "../lib/i18n.svelte";
import claim from "./de/claim.json";
import claims from "./de/claims.json";
import inbox from "./de/inbox.json";
import map from "./de/map.json";
import report from "./de/report.json";
import search from "./de/search.json";
import shell from "./de/shell.json";
import sources from "./de/sources.json";
import start from "./de/start.json";
import units from "./de/units.json";

const texts: Texts = { ...shell, ...claims, ...claim, ...start, ...report, ...map, ...sources, ...inbox, ...search, ...units };
export default texts;
