// The morning round as it is typed: balances and reasons, the gaps that they make, recording them once.
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  asAppError,
  type Id,
  newKey,
  type PanelGap,
  type PanelInput,
  type Platform,
  useReadIf,
  useWrite,
} from "../../api";
import { errorText, fieldError } from "../../components";
import { requiredText } from "../../components/errors";
import { useOnce } from "../../components/useOnce";
import { isZero } from "../../format";
import { QUOTE_DELAY_MS } from "./quoting";

type Typed = { balance: string; reason: string };
type AllTyped = Readonly<Record<Id, Typed>>;

const NOTHING: Typed = { balance: "", reason: "" };

/** One platform of the round, with what is to be said beside its fields. */
export type RoundEntry = {
  platform: Platform;
  balance: string;
  reason: string;
  /** The gap of what was typed; none while nothing is. */
  gap: PanelGap | null;
  /** It differs, so it has to be explained. */
  differs: boolean;
  balanceError: string | undefined;
  reasonError: string | undefined;
};

function panelsOf(platforms: readonly Platform[], typed: AllTyped): PanelInput[] {
  // What stands beside the field is what the panel was held against.
  return platforms.map(({ id, balance }) => ({
    platform_id: id,
    ...(typed[id] ?? NOTHING),
    seen: balance,
  }));
}

/** Reasons change no gap: without them the same balances are asked about once. */
function withoutReasons(panels: readonly PanelInput[]): PanelInput[] {
  return panels.map((panel) => ({ ...panel, reason: "" }));
}

const filled = (text: string) => text.trim() !== "";

export function useRound(platforms: readonly Platform[]) {
  const { t } = useTranslation();
  const write = useWrite("roundRecord");
  // One key per round: a second press, or a retry after an error, can't post twice.
  const [key] = useState(newKey);
  const once = useOnce();
  const [typed, setTyped] = useState<AllTyped>({});
  // Null: untouched, it follows the language.
  const [ownReason, setOwnReason] = useState<string | null>(null);
  const [attempts, setAttempts] = useState(0);
  /** What is said once the round is over. */
  const [done, setDone] = useState<string | null>(null);

  const usual = t("platforms.round.reasonDefault");
  const reason = ownReason ?? usual;
  const panels = panelsOf(platforms, typed);
  const looked = panels.some(({ balance }) => filled(balance));
  const [settled] = useDebouncedValue(typed, QUOTE_DELAY_MS);
  const asked = withoutReasons(panelsOf(platforms, settled));
  const quote = useReadIf(looked, "platforms", "roundQuote", asked);

  const entries = platforms.map((platform, index): RoundEntry => {
    const { balance, reason: own } = typed[platform.id] ?? NOTHING;
    const found = quote.data?.find(({ platform_id }) => platform_id === platform.id);
    const gap = filled(balance) && found && (found.panel || found.problem) ? found : null;
    const differs = gap !== null && gap.problem === null && !isZero(gap.gap);
    const unexplained = attempts > 0 && differs && !filled(own) && !filled(reason);
    const unlooked = attempts > 0 && !looked && index === 0;
    return {
      platform,
      balance,
      reason: own,
      gap,
      differs,
      balanceError:
        fieldError(write.error, `panels.${index}.balance`) ??
        (gap?.problem ? errorText(gap.problem, t) : undefined) ??
        (unlooked ? t("platforms.round.nothingTyped") : undefined),
      reasonError:
        fieldError(write.error, `panels.${index}.reason`) ??
        (unexplained ? requiredText("reason", t) : undefined),
    };
  });
  const gaps = entries.filter(({ differs }) => differs);

  function change(id: Id, change: Partial<Typed>) {
    write.reset();
    setTyped((before) => ({ ...before, [id]: { ...(before[id] ?? NOTHING), ...change } }));
  }

  function changeReason(text: string) {
    write.reset();
    setOwnReason(text);
  }

  async function recordAll() {
    try {
      const after = await write.mutateAsync([key, panels, reason]);
      const moved = platforms.filter(({ id, balance }) =>
        after.some((platform) => platform.id === id && platform.balance !== balance),
      );
      setDone(t("platforms.round.done", { count: moved.length }));
    } catch (thrown) {
      // Every panel agrees: nothing to record is the best end of a round, not a mistake.
      if (asAppError(thrown).code !== "nothing_to_change") throw thrown;
      setDone(t("platforms.round.allAgree"));
    }
  }

  function submit() {
    setAttempts((before) => before + 1);
    const unexplained = !filled(reason) && gaps.some((entry) => !filled(entry.reason));
    if (looked && !unexplained) once(recordAll);
  }

  return {
    entries,
    reason,
    gaps: gaps.length,
    dirty:
      panels.some((panel) => filled(panel.balance) || filled(panel.reason)) || reason !== usual,
    busy: write.isPending,
    error: done === null ? write.error : null,
    /** Counts the tries to record, each of which may have marked a field. */
    attempts,
    done,
    change,
    changeReason,
    submit,
  };
}
