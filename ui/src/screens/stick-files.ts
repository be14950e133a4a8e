/** The two files by which a laptop without any line joins its hub. */

import { chooseFile, chooseTarget } from "../api/files";
import type { Language } from "../state/language.svelte";

const REQUEST = "komora-request";
const ANSWER = "komora";

function requests(words: Language) {
  return [{ name: words.t("request-files"), extensions: [REQUEST] }];
}

function answers(words: Language) {
  return [{ name: words.t("answer-files"), extensions: [ANSWER] }];
}

/** The name tells nobody whose it is. */
export function chooseRequestTarget(words: Language) {
  const name = `${words.t("waiting-file-name")}.${REQUEST}`;
  return chooseTarget(words.t("act-save-request"), name, requests(words));
}

export function chooseRequest(words: Language) {
  return chooseFile(words.t("field-request-in"), requests(words));
}

export function chooseAnswerTarget(words: Language) {
  const name = `${words.t("admit-laptop-file-name")}.${ANSWER}`;
  return chooseTarget(words.t("field-answer-out"), name, answers(words));
}

export function chooseAnswer(words: Language) {
  return chooseFile(words.t("field-answer-in"), answers(words));
}
