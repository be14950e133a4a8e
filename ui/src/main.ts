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
// Letters of three alphabets in their own face from the first picture on; without it in the system's.
const faces = ['1em "Inter Variable"', '1em "JetBrains Mono Variable"'];
const [first] = await Promise.all([
  status(),
  Promise.allSettled(faces.map((face) => document.fonts.load(face, "Aїé0"))),
]);
mount(App, { target, props: { first } });
