import { List, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey, type Sale, type SaleLine, useRead, useWrite } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { FormDialog, fieldError, notifyDone } from "../../components";
import { useForm } from "../../components/useForm";
import { formatCredit, formatMoney, isolate, isZero } from "../../format";
import { type CancelChoices, Choices } from "./CancelChoices";

/** What cancelling will do, each in a sentence of its own; nothing is added up here. */
function useConsequences(sale: Sale, lines: readonly SaleLine[], choices: CancelChoices) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const platforms = useRead("platforms", "platformsList").data ?? [];
  const money = (value: string) => isolate(formatMoney(value, currency, language));
  const whole = choices.lines.length === lines.length;
  const chosen = lines.filter(({ id }) => choices.lines.includes(id));
  const returning = chosen
    .filter((line) => line.platform !== null && !isZero(line.credit))
    .map((line) => {
      const decimals = platforms.find((one) => one.id === line.platform_id)?.decimals ?? 2;
      const credit = isolate(formatCredit(line.credit, line.unit, decimals, language));
      const said = choices.credit === "lost" ? "creditLost" : "credit";
      return t(`sales.cancel.${said}`, { credit, platform: line.platform });
    });
  const ending = sale.subscriptions.filter(
    ({ id, state }) =>
      chosen.some((line) => line.id === id) && state !== "cancelled" && state !== "expired",
  ).length;
  const kept = choices.keep_money ? "kept" : "refund";
  const paid = whole
    ? t(`sales.cancel.${kept}`, { amount: money(sale.paid) })
    : t(`sales.cancel.${kept}Part`);
  return [
    ...returning,
    ...(isZero(sale.paid) ? [] : [paid]),
    ...(isZero(sale.debt) || !whole ? [] : [t("sales.cancel.debt", { amount: money(sale.debt) })]),
    ...(ending === 0 ? [] : [t("sales.cancel.subscription", { count: ending })]),
    t("sales.cancel.stays"),
  ];
}

export function CancelDialog({ sale, onClose }: { sale: Sale; onClose: () => void }) {
  const { t } = useTranslation();
  const write = useWrite("saleCancel");
  const lines = sale.lines.filter(({ kind, returned }) => kind === "sale" && !returned);
  const [key] = useState(newKey);
  const { values, set, dirty } = useForm<CancelChoices & { reason: string }>({
    lines: lines.map(({ id }) => id),
    credit: "returned",
    keep_money: false,
    method_id: null,
    reason: "",
  });
  const consequences = useConsequences(sale, lines, values);

  const submit = async () => {
    const whole = values.lines.length === lines.length;
    const input = { ...values, lines: whole ? [] : [...values.lines] };
    try {
      const cancelled = await write.mutateAsync([key, sale.id, input]);
      const done = cancelled.status === "cancelled" ? "done" : "donePart";
      notifyDone(t(`sales.cancel.${done}`, { number: isolate(cancelled.number) }));
      onClose();
    } catch {
      // Said in the dialog, from write.error.
    }
  };

  return (
    <FormDialog
      opened
      onClose={onClose}
      onSubmit={() => void submit()}
      title={t("sales.cancel.title", { number: isolate(sale.number) })}
      submitLabel={t("sales.cancel.submit")}
      cancelLabel={t("sales.cancel.keep")}
      dirty={dirty}
      loading={write.isPending}
      submitDisabled={values.lines.length === 0}
      error={write.error}
      fields={["reason"]}
      danger
      data-testid="cancel-dialog"
    >
      <Choices sale={sale} lines={lines} value={values} onChange={set} />
      <Stack gap="xs">
        <Text size="sm">{t("sales.cancel.intro")}</Text>
        <List size="sm" spacing={4}>
          {consequences.map((consequence) => (
            <List.Item key={consequence}>{consequence}</List.Item>
          ))}
        </List>
      </Stack>
      <Textarea
        label={t("sales.cancel.reason")}
        placeholder={t("sales.cancel.reasonPlaceholder")}
        required
        autosize
        minRows={2}
        value={values.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
        onKeyDown={(event) => {
          // A reason is one sentence: Enter submits, as everywhere; Shift+Enter breaks the line.
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
        error={fieldError(write.error, "reason")}
        data-autofocus
        data-testid="cancel-reason"
      />
    </FormDialog>
  );
}
