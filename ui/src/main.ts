import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./parts/form/control.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { status } from "./api";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has an element named app");
mount(App, { target, props: { first: await status() } });
