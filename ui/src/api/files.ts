/** The system's file dialogs. Only paths cross; Rust reads and writes. */

import { open, save } from "@tauri-apps/plugin-dialog";

export interface FileKind {
  name: string;
  extensions: string[];
}

/** Null when the person changed their mind. */
export async function chooseFile(title: string, kinds: FileKind[]): Promise<string | null> {
  return open({ title, filters: kinds, multiple: false, directory: false });
}

export async function chooseFolder(title: string): Promise<string | null> {
  return open({ title, multiple: false, directory: true });
}

export async function chooseTarget(
  title: string,
  name: string,
  kinds: FileKind[],
): Promise<string | null> {
  return save({ title, defaultPath: name, filters: kinds });
}
