// Where receipts are asked for.
import { ActionIcon, Button } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Day, Id, Money } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { useDialog } from "../../components/useDialog";
import { formatDay, formatMoney, isolate } from "../../format";
import { PaymentReceiptDialog, SaleReceiptDialog } from "./ReceiptDialogs";

export function SaleReceiptButton({ id }: { id: Id }) {
  const { t } = useTranslation();
  const dialog = useDialog<Id>();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconReceipt size={16} aria-hidden />}
        onClick={() => dialog.open(id)}
        data-testid="sale-receipt"
      >
        {t("receipts.sale.open")}
      </Button>
      {dialog.target !== null && (
        <SaleReceiptDialog
          key={dialog.key}
          id={dialog.target}
          opened={dialog.opened}
          onClose={dialog.close}
        />
      )}
    </>
  );
}

type PaymentReceiptButtonProps = { date: Day; amount: Money; onOpen: () => void };

/** Small, in a table's row; `onOpen` has the dialog, which would otherwise lie inside that row. */
export function PaymentReceiptButton({ date, amount, onOpen }: PaymentReceiptButtonProps) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const words = {
    day: isolate(formatDay(date)),
    amount: isolate(formatMoney(amount, currency, language)),
  };
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={t("receipts.payment.of", words)}
      onClick={(event: MouseEvent) => {
        // The row leads to its sale.
        event.stopPropagation();
        onOpen();
      }}
      data-testid="payment-receipt"
    >
      <IconReceipt size={16} aria-hidden />
    </ActionIcon>
  );
}

/** The dialog of a payment's receipt, and what opens it. */
export function usePaymentReceipt() {
  const { key, target, opened, open, close } = useDialog<Id>();
  const dialog = target !== null && (
    <PaymentReceiptDialog key={key} id={target} opened={opened} onClose={close} />
  );
  return { open, dialog };
}
