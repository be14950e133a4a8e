/** Every screen: where it stands in the rail, and what shows it. */

import type { Component } from "svelte";
import SettingsIcon from "@lucide/svelte/icons/settings";
import type { Icon } from "../parts/icons/icon";
import Settings from "./settings/Settings.svelte";

export interface Screen {
  id: string;
  /** Its name is the Fluent id `screen-<id>`. */
  icon: Icon;
  component: Component;
  /** Which group of the rail; none keeps it out of the rail, reachable by palette and links. */
  group?: number;
}

export const SCREENS: readonly Screen[] = [
  { id: "settings", icon: SettingsIcon, component: Settings, group: 9 },
];

export const FIRST_SCREEN = "settings";
