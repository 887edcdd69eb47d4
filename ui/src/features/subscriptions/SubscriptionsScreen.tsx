// What ends today, soon, and what has ended: the day's renewals.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Stage, useReadIf } from "../../api";
import { useAddressed } from "../../app/useAddressed";
import { LoadState, Page } from "../../components";
import { Board } from "./Board";
import { COUNTS_QUERY, firstStage, STAGES } from "./stages";

export default function SubscriptionsScreen() {
  const { t } = useTranslation();
  const [stage, setStage] = useState<Stage | null>(null);
  useAddressed("stage", true, (asked) => setStage(STAGES.find((one) => one === asked) ?? null));
  const first = useReadIf(stage === null, "subscriptions", "subscriptionsBoard", COUNTS_QUERY);
  // Once: renewing the last one of a stage must not lead away from it.
  if (stage === null && first.data) setStage(firstStage(first.data.counts));
  return (
    <Page title={t("subscriptions.title")}>
      {stage === null ? (
        <LoadState query={first}>{() => null}</LoadState>
      ) : (
        <Board stage={stage} onStage={setStage} />
      )}
    </Page>
  );
}
