import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { speech } from "./lib/i18n.svelte";
import { router } from "./lib/router.svelte";
import { session } from "./lib/session.svelte";
import { look } from "./lib/theme.svelte";

look.start();
router.start();
await Promise.all([speech.start(), session.start()]);
mount(App, { target: document.getElementById("app")! });
