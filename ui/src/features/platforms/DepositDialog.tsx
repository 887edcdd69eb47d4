import { SimpleGrid, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type DepositInput,
  type DepositQuote,
  newKey,
  type Platform,
  useReadIf,
  useWrite,
} from "../../api";
import { useBook } from "../../app/BookContext";
import {
  Amount,
  ChoiceInput,
  CreditAmount,
  DayInput,
  errorText,
  FormDialog,
  fieldError,
  isDay,
  MoneyInput,
  notifyDone,
} from "../../components";
import { useForm } from "../../components/useForm";
import { useRequired } from "../../components/useRequired";
import { isolate, isZero } from "../../format";
import { useMethodChoices, useMethods } from "../sales/methods";
import { Change, QuoteHint, QuotePanel, QuoteRow, QuoteRows } from "./QuotePanel";
import { isUnfinished, QUOTE_DELAY_MS } from "./quoting";

const FIELDS = ["credit", "bonus", "cost", "paid", "method_id", "date", "note"];

type Props = {
  platform: Platform;
  opened: boolean;
  /** The deposit stands in the book; the dialog closes behind it. */
  onRecorded?: () => void;
  onClose: () => void;
};

/** Credit bought from a supplier: what came, what it costs, what of that is paid. */
export function DepositDialog({ platform, opened, onRecorded, onClose }: Props) {
  const { t } = useTranslation();
  const { id, name, unit } = platform;
  const { currency, today } = useBook();
  const choices = useMethodChoices(useMethods() ?? []);
  const record = useWrite("depositRecord");
  // One key per opening: a second press, or a retry after an error, can't post twice.
  const [key] = useState(newKey);
  const form = useForm<DepositInput>({
    platform_id: id,
    credit: "",
    bonus: "",
    cost: "",
    paid: "",
    method_id: null,
    date: today,
    note: "",
  });

  const complete = (typed: DepositInput): DepositInput => ({
    ...typed,
    paid: typed.paid?.trim() ? typed.paid : null,
    method_id: typed.method_id ?? choices[0]?.value ?? null,
  });
  const input = complete(form.values);
  const required = useRequired(form.values, ["credit", "cost"]);

  const [typed] = useDebouncedValue(form.values, QUOTE_DELAY_MS);
  const readable = (input: DepositInput) => input.date === null || isDay(input.date);
  const ready = opened && typed.credit.trim() !== "" && typed.cost.trim() !== "" && readable(typed);
  const quote = useReadIf(ready, "platforms", "depositQuote", complete(typed));
  // While one types, what can't be read is said beside its field; what is still empty isn't.
  const typing = ready && quote.error && !isUnfinished(quote.error) ? quote.error : null;
  const error = record.error ?? typing;

  function change(values: Partial<DepositInput>) {
    record.reset();
    form.set(values);
  }

  async function submit() {
    if (!required.check() || !readable(input)) return;
    await record.mutateAsync([key, input]);
    notifyDone(t("platforms.deposit.done", { name }));
    onRecorded?.();
    onClose();
  }

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => void submit().catch(() => undefined)}
      title={t("platforms.deposit.title", { name })}
      submitLabel={t("platforms.deposit.submit")}
      dirty={form.dirty}
      loading={record.isPending}
      error={record.error}
      fields={FIELDS}
    >
      <SimpleGrid cols={2}>
        <MoneyInput
          label={t("platforms.deposit.credit")}
          value={input.credit}
          onChange={(credit) => change({ credit })}
          error={required.error("credit") ?? fieldError(error, "credit")}
          unit={unit}
          required
          autoFocus
        />
        <MoneyInput
          label={t("platforms.deposit.bonus")}
          value={input.bonus}
          onChange={(bonus) => change({ bonus })}
          error={fieldError(error, "bonus")}
          unit={unit}
          placeholder={t("platforms.form.optional")}
        />
        <MoneyInput
          label={t("platforms.deposit.cost")}
          value={input.cost}
          onChange={(cost) => change({ cost })}
          error={required.error("cost") ?? fieldError(error, "cost")}
          unit={currency}
          required
        />
        <MoneyInput
          label={t("platforms.deposit.paid")}
          value={form.values.paid ?? ""}
          onChange={(paid) => change({ paid })}
          error={fieldError(error, "paid")}
          unit={currency}
          placeholder={t("platforms.deposit.paidPlaceholder")}
        />
        <ChoiceInput
          label={t("platforms.deposit.method")}
          data={choices}
          value={input.method_id}
          onChange={(method_id) => change({ method_id })}
          error={fieldError(error, "method_id")}
          allowDeselect={false}
        />
        <DayInput
          label={t("platforms.deposit.date")}
          value={input.date}
          onChange={(date) => change({ date })}
          placeholder={t("platforms.deposit.today")}
          maxDate={today}
          error={fieldError(error, "date")}
        />
      </SimpleGrid>
      <TextInput
        label={t("platforms.deposit.note")}
        value={input.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        error={fieldError(error, "note")}
        placeholder={t("platforms.form.optional")}
      />
      <QuotePanel>
        {error ? (
          // What is refused changes nothing: no balances of it.
          <QuoteHint>{errorText(error, t)}</QuoteHint>
        ) : ready && quote.data ? (
          <DepositResult quote={quote.data} platform={platform} />
        ) : (
          <QuoteHint>{t("platforms.quote.waitingDeposit")}</QuoteHint>
        )}
      </QuotePanel>
    </FormDialog>
  );
}

function DepositResult({ quote, platform }: { quote: DepositQuote; platform: Platform }) {
  const { t } = useTranslation();
  const { unit, decimals } = platform;
  return (
    <QuoteRows>
      <QuoteRow label={t("platforms.quote.balanceAfter")} data-testid="quote-balance">
        <Change
          before={<CreditAmount value={platform.balance} unit={unit} decimals={decimals} judged />}
          after={
            <CreditAmount value={quote.balance_after} unit={unit} decimals={decimals} judged />
          }
        />
      </QuoteRow>
      <QuoteRow label={t("platforms.quote.valueAfter")}>
        <Change
          before={<Amount value={platform.value} />}
          after={<Amount value={quote.value_after} />}
        />
      </QuoteRow>
      {quote.unit_cost_after !== null && (
        <QuoteRow
          label={t("platforms.quote.unitCost", { one: isolate(`1 ${unit}`) })}
          data-testid="quote-unit-cost"
        >
          {quote.unit_cost_before === null ? (
            <Amount value={quote.unit_cost_after} />
          ) : (
            <Change
              before={<Amount value={quote.unit_cost_before} />}
              after={<Amount value={quote.unit_cost_after} />}
            />
          )}
        </QuoteRow>
      )}
      {!isZero(quote.fee) && (
        <QuoteRow label={t("platforms.quote.fee")}>
          <Amount value={quote.fee} />
        </QuoteRow>
      )}
      {!isZero(quote.supplier_debt) && (
        <QuoteRow label={t("platforms.quote.supplierDebt")} data-testid="quote-supplier-debt">
          <Amount value={quote.supplier_debt} />
        </QuoteRow>
      )}
    </QuoteRows>
  );
}
