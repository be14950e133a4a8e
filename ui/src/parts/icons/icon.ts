import type { Component } from "svelte";

/** Any icon of ours or lucide's. */
export type Icon = Component<{ size?: number; strokeWidth?: number }>;
