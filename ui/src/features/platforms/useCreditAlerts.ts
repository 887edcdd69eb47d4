// Says once that a platform's credit has become short: in the window, and by the system where nobody looks at it.
import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { api, type Platform, useRead } from "../../api";
import { useBook } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { forgetWarning, notifyWarning } from "../../components/notify";
import { formatCredit, isolate, isZero } from "../../format";
import { lookAgain } from "./alerts";
import { systemNoticesOn } from "./systemNotices";

function subject({ id }: Platform): string {
  return `credit-${id}`;
}

/** The platforms of this book: while another one is being opened, these may be of the one or of the other. */
function useSettledPlatforms(): readonly Platform[] | undefined {
  const { data, isFetching, isError } = useRead("platforms", "platformsList");
  const opening = useIsFetching({ queryKey: ["book"] }) > 0;
  return isFetching || isError || opening ? undefined : data;
}

export function useCreditAlerts(): void {
  const { t } = useTranslation();
  const language = useLanguage();
  const { uuid } = useBook();
  const [, navigate] = useLocation();
  const platforms = useSettledPlatforms();

  const say = (platform: Platform) => {
    const { id, name, status, balance, unit, decimals } = platform;
    // "Only 0.00 left" under a critical mark: nothing is left, and that is what is said.
    const text = t(`platforms.alerts.${isZero(balance) ? "empty" : status}`, {
      name: isolate(name),
      balance: isolate(formatCredit(balance, unit, decimals, language)),
    });
    notifyWarning({
      about: subject(platform),
      text,
      action: t("platforms.card.deposit"),
      actionName: t("platforms.card.depositOf", { name: isolate(name) }),
      onAction: () => navigate(`/platforms?deposit=${id}`),
    });
    if (document.hasFocus() || !systemNoticesOn()) return;
    // A system that shows none is no failure: the window has said it.
    api.notifySystem(t("platforms.alerts.title"), text).catch(() => undefined);
  };
  const look = useEffectEvent((all: readonly Platform[]) => {
    const { worse, well } = lookAgain(uuid, all);
    for (const platform of well) forgetWarning(subject(platform));
    for (const platform of worse) say(platform);
  });
  useEffect(() => {
    if (platforms) look(platforms);
  }, [platforms]);
}
