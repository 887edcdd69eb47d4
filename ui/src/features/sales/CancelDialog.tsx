import { List, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey, type Sale, useRead, useWrite } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { FormDialog, fieldError, notifyDone } from "../../components";
import { formatCredit, formatMoney, isolate, isZero } from "../../format";

/** What cancelling will do, each in a sentence of its own; nothing is added up here. */
function useConsequences(sale: Sale): string[] {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const platforms = useRead("platforms", "platformsList").data ?? [];
  const money = (value: string) => isolate(formatMoney(value, currency, language));
  const returning = sale.lines
    .filter((line) => line.kind === "sale" && line.platform !== null && !isZero(line.credit))
    .map((line) => {
      const decimals = platforms.find((one) => one.id === line.platform_id)?.decimals ?? 2;
      const credit = line.credit.replace("-", "");
      return t("sales.cancel.credit", {
        credit: isolate(formatCredit(credit, line.unit, decimals, language)),
        platform: line.platform,
      });
    });
  const ending = sale.subscriptions.filter(
    ({ state }) => state !== "cancelled" && state !== "expired",
  ).length;
  return [
    ...returning,
    ...(isZero(sale.paid) ? [] : [t("sales.cancel.refund", { amount: money(sale.paid) })]),
    ...(isZero(sale.debt) ? [] : [t("sales.cancel.debt", { amount: money(sale.debt) })]),
    ...(ending === 0 ? [] : [t("sales.cancel.subscription", { count: ending })]),
    t("sales.cancel.stays"),
  ];
}

export function CancelDialog({ sale, onClose }: { sale: Sale; onClose: () => void }) {
  const { t } = useTranslation();
  const write = useWrite("saleCancel");
  const consequences = useConsequences(sale);
  const [key] = useState(newKey);
  const [reason, setReason] = useState("");

  const submit = async () => {
    try {
      const cancelled = await write.mutateAsync([key, sale.id, reason]);
      notifyDone(t("sales.cancel.done", { number: isolate(cancelled.number) }));
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
      dirty={reason.trim() !== ""}
      loading={write.isPending}
      error={write.error}
      fields={["reason"]}
      danger
      data-testid="cancel-dialog"
    >
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
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
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
