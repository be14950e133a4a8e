/** Every screen: where it stands in the rail, and what shows it. */

import type { Component } from "svelte";
import SettingsIcon from "@lucide/svelte/icons/settings";
import type { Icon } from "../parts/icons/icon";
import CalendarCheck from "@lucide/svelte/icons/calendar-check";
import NetworkIcon from "@lucide/svelte/icons/network";
import FileText from "@lucide/svelte/icons/file-text";
import Package from "@lucide/svelte/icons/package";
import WeaponIcon from "../parts/icons/WeaponIcon.svelte";
import Scale from "@lucide/svelte/icons/scale";
import ArrowRightLeft from "@lucide/svelte/icons/arrow-right-left";
import FileDown from "@lucide/svelte/icons/file-down";
import HandCoins from "@lucide/svelte/icons/hand-coins";
import MapPin from "@lucide/svelte/icons/map-pin";
import PackagePlus from "@lucide/svelte/icons/package-plus";
import Undo2 from "@lucide/svelte/icons/undo-2";
import Users from "@lucide/svelte/icons/users";
import Discrepancies from "./discrepancies/Discrepancies.svelte";
import Issue from "./handing/Issue.svelte";
import Move from "./handing/Move.svelte";
import Return from "./handing/Return.svelte";
import Import from "./import/Import.svelte";
import Network from "./network/Network.svelte";
import People from "./people/People.svelte";
import Places from "./places/Places.svelte";
import Receive from "./receive/Receive.svelte";
import Settings from "./settings/Settings.svelte";
import Stock from "./stock/Stock.svelte";
import Thing from "./thing/Thing.svelte";
import Today from "./today/Today.svelte";
import Weapons from "./weapons/Weapons.svelte";

export interface Screen {
  id: string;
  /** Its name is the Fluent id `screen-<id>`. */
  icon: Icon;
  component: Component;
  /** Which group of the rail; none keeps it out of the rail, reachable by palette and links. */
  group?: number;
  /** Writes into a hub's books: a coordination laptop does not offer it. */
  writes?: boolean;
  /** Is about something that a link names: the palette does not offer it alone. */
  linked?: boolean;
}

export const SCREENS: readonly Screen[] = [
  { id: "today", icon: CalendarCheck, component: Today, group: 1 },
  { id: "stock", icon: Package, component: Stock, group: 2 },
  { id: "weapons", icon: WeaponIcon, component: Weapons, group: 2 },
  { id: "places", icon: MapPin, component: Places, group: 2 },
  { id: "people", icon: Users, component: People, group: 2 },
  { id: "receive", icon: PackagePlus, component: Receive, group: 3, writes: true },
  { id: "issue", icon: HandCoins, component: Issue, group: 3, writes: true },
  { id: "return", icon: Undo2, component: Return, group: 3, writes: true },
  { id: "move", icon: ArrowRightLeft, component: Move, group: 3, writes: true },
  { id: "import", icon: FileDown, component: Import, group: 3, writes: true },
  { id: "thing", icon: FileText, component: Thing, linked: true },
  { id: "discrepancies", icon: Scale, component: Discrepancies, group: 4 },
  { id: "network", icon: NetworkIcon, component: Network, group: 4 },
  { id: "settings", icon: SettingsIcon, component: Settings, group: 9 },
];

export const FIRST_SCREEN = "today";
