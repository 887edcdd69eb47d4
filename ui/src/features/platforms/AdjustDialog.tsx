import { Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type AdjustInput,
  type AdjustQuote,
  newKey,
  type Platform,
  useReadIf,
  useWrite,
} from "../../api";
import {
  Amount,
  CreditAmount,
  errorText,
  FormDialog,
  fieldError,
  MoneyInput,
  notifyDone,
} from "../../components";
import { useForm } from "../../components/useForm";
import { useRequired } from "../../components/useRequired";
import { isZero } from "../../format";
import { Change, QuoteHint, QuotePanel, QuoteRow, QuoteRows } from "./QuotePanel";
import { isUnfinished, QUOTE_DELAY_MS } from "./quoting";

const FIELDS = ["balance", "reason"];

type Props = { platform: Platform; opened: boolean; onClose: () => void };

/** The panel and the book disagree: what the panel says, and why. */
export function AdjustDialog({ platform, opened, onClose }: Props) {
  const { t } = useTranslation();
  const { id, name, unit, decimals } = platform;
  const record = useWrite("adjustRecord");
  // One key per opening: a second press, or a retry after an error, can't post twice.
  const [key] = useState(newKey);
  const form = useForm<AdjustInput>({ platform_id: id, balance: "", reason: "" });
  const { values } = form;
  const required = useRequired(values, ["balance", "reason"]);

  const [typed] = useDebouncedValue(values, QUOTE_DELAY_MS);
  const ready = opened && typed.balance.trim() !== "";
  const quote = useReadIf(ready, "platforms", "adjustQuote", typed);
  const same =
    ready &&
    (quote.error?.code === "nothing_to_change" || (quote.data && isZero(quote.data.credit)));
  const typing = ready && quote.error && !same && !isUnfinished(quote.error) ? quote.error : null;
  const error = record.error ?? typing;

  function change(change: Partial<AdjustInput>) {
    record.reset();
    form.set(change);
  }

  async function submit() {
    if (!required.check()) return;
    await record.mutateAsync([key, values]);
    notifyDone(t("platforms.adjust.done", { name }));
    onClose();
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => void submit().catch(() => undefined)}
      title={t("platforms.adjust.title", { name })}
      submitLabel={t("platforms.adjust.submit")}
      dirty={form.dirty}
      loading={record.isPending}
      error={record.error}
      fields={FIELDS}
      size="md"
    >
      <Text size="sm" c="dimmed">
        {t("platforms.adjust.intro")}
      </Text>
      <MoneyInput
        label={t("platforms.adjust.balance")}
        value={values.balance}
        onChange={(balance) => change({ balance })}
        error={required.error("balance") ?? fieldError(error, "balance")}
        unit={unit}
        required
        autoFocus
      />
      <TextInput
        label={t("platforms.adjust.reason")}
        value={values.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
        error={required.error("reason") ?? fieldError(error, "reason")}
        placeholder={t("platforms.adjust.reasonPlaceholder")}
        required
      />
      <QuotePanel>
        {same ? (
          <QuoteHint>{t("platforms.quote.unchanged")}</QuoteHint>
        ) : typing ? (
          <QuoteHint>{errorText(typing, t)}</QuoteHint>
        ) : ready && quote.data ? (
          <AdjustResult quote={quote.data} unit={unit} decimals={decimals} />
        ) : (
          <QuoteRows>
            <QuoteRow label={t("platforms.quote.balanceNow")}>
              <CreditAmount value={platform.balance} unit={unit} decimals={decimals} judged />
            </QuoteRow>
          </QuoteRows>
        )}
      </QuotePanel>
    </FormDialog>
  );
}

type ResultProps = { quote: AdjustQuote; unit: string; decimals: number };

function AdjustResult({ quote, unit, decimals }: ResultProps) {
  const { t } = useTranslation();
  return (
    <QuoteRows>
      <QuoteRow label={t("platforms.quote.gap")} data-testid="quote-gap">
        <CreditAmount value={quote.credit} unit={unit} decimals={decimals} signed />
      </QuoteRow>
      <QuoteRow label={t("platforms.quote.valueMoved")} data-testid="quote-value">
        <Amount value={quote.value} signed />
      </QuoteRow>
      <QuoteRow label={t("platforms.quote.balanceAfter")}>
        <Change
          before={
            <CreditAmount value={quote.balance_before} unit={unit} decimals={decimals} judged />
          }
          after={
            <CreditAmount value={quote.balance_after} unit={unit} decimals={decimals} judged />
          }
        />
      </QuoteRow>
      <QuoteRow label={t("platforms.quote.valueAfter")}>
        <Amount value={quote.value_after} />
      </QuoteRow>
    </QuoteRows>
  );
}
