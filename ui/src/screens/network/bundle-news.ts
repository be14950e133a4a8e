/** How a bundle ended, told wherever the person is by then. */

import { useLanguage } from "../../state/language.svelte";
import { useNavigation } from "../../state/navigation.svelte";
import { useNotices } from "../../state/notices.svelte";
import { useSession } from "../../state/session.svelte";
import { noticeOf } from "../../values/failure-words";
import type { News } from "./bundle-run";
import { failedWords } from "./bundles";

/** Call it while a component is set up; what it gives may be called when that is gone. */
export function useBundleNews(): News {
  const words = useLanguage();
  const navigation = useNavigation();
  const notices = useNotices();
  const session = useSession();
  return {
    /** Nothing is said at the door: a notice tells of the books. */
    done(told) {
      if (session.isOpen) notices.say(told);
    },
    /** On its own screen it is said in its place. */
    failed(failure, progress) {
      const seen = navigation.here.screen === "network" || failure?.kind === "cancelled";
      if (failure === null || seen || !session.isOpen) return;
      notices.say(noticeOf(() => failedWords(failure, progress, words)));
    },
  };
}
