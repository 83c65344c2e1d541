import type { Texts } from "../lib/i18n.svelte";
import claim from "./ru/claim.json";
import claims from "./ru/claims.json";
import inbox from "./ru/inbox.json";
import map from "./ru/map.json";
import report from "./ru/report.json";
import search from "./ru/search.json";
import shell from "./ru/shell.json";
import sources from "./ru/sources.json";
import start from "./ru/start.json";
import units from "./ru/units.json";

const texts: Texts = { ...shell, ...claims, ...claim, ...start, ...report, ...map, ...sources, ...inbox, ...search, ...units };
export default texts;
