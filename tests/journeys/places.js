// Where things are: the app under test, and what a run leaves behind.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

export const target = process.env.KOMORA_TARGET ?? cargoTarget();
export const app = process.env.KOMORA_APP ?? path.join(target, "debug/komora");
export const driver = process.env.KOMORA_DRIVER ?? "tauri-driver";

/** Pictures of the screens. */
export const pictures = path.join(target, "pictures");
/** One line of JSON a test; `cargo xtask test` adds them up. */
export const results = path.join(target, "journeys.jsonl");
/** What the app and the driver printed. */
export const logs = path.join(target, "journeys-logs");

export function mustExist(file) {
  if (!existsSync(file)) throw new Error(`${file} is not there; build the app first`);
}

function cargoTarget() {
  const metadata = execFileSync("cargo", ["metadata", "--format-version=1", "--no-deps"], {
    cwd: root,
    maxBuffer: 64 << 20,
  });
  return JSON.parse(metadata).target_directory;
}
