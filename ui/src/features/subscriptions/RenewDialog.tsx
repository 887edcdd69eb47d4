import { Stack, Text } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Sale } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import {
  ErrorNotice,
  errorText,
  FormDialog,
  MoneyInput,
  notifyDone,
  PhoneText,
} from "../../components";
import { formatDay, formatDecimal, isolate } from "../../format";
import { CodesNotice } from "../sales/CodesNotice";
import { CreditNotice } from "../sales/CreditNotice";
import { LossNotice } from "./LossNotice";
import { PaymentFields } from "./PaymentFields";
import { RenewFacts } from "./RenewFacts";
import { RenewPlatform } from "./RenewPlatform";
import type { RowDialogProps } from "./RowDialog";
import { useHolder } from "./useHolder";
import { useRenewal } from "./useRenewal";

/** A renewal has one line. */
const CODES = "lines.0.codes";
/** Places of which the dialog has no field. */
const ELSEWHERE = ["elsewhere", "product"];
const PLATFORM = "lines.0.platform";

type RenewDialogProps = RowDialogProps & {
  /** It was chosen before that it takes no code. */
  withoutCodes?: boolean;
  onRenewed?: (sale: Sale) => void;
};

/** A renewal is a sale: its term, price, cost and payment before it is recorded with Enter. */
export function RenewDialog(props: RenewDialogProps) {
  const { row, opened, withoutCodes = false, onClose, onRenewed } = props;
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const [, navigate] = useLocation();
  const holder = useHolder();
  const fields = useRef<HTMLDivElement>(null);
  const { product } = row;

  const done = (sale: Sale) => {
    const end = sale.subscriptions[0]?.ends_on;
    const words = { product, number: isolate(sale.number) };
    notifyDone(
      end === undefined
        ? t("subscriptions.renew.doneNoEnd", words)
        : t("subscriptions.renew.done", { ...words, date: isolate(formatDay(end)) }),
    );
    onRenewed?.(sale);
    onClose();
  };
  const renewal = useRenewal({ row, opened, withoutCodes, fields, onRenewed: done });
  const { values, change, quote, problems } = renewal;
  const amount = (value: string) => formatDecimal(value, language, currency.decimals);
  const said = (place: string) => {
    const found = problems.at(place);
    return found && errorText(found, t);
  };
  const { refused, line } = renewal;
  // A choice only where there is one.
  const choosing = line !== undefined && line.offers.length > 1;
  const places = choosing ? ELSEWHERE : [...ELSEWHERE, PLATFORM];
  // What no field shows, such as a product that has no term any more.
  const found = quote.error ?? places.map(problems.at).find((error) => error) ?? null;
  // The dialog itself says a refusal that is about no field.
  const elsewhere = found === refused && !refused?.details.field ? null : found;

  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      onSubmit={() => void renewal.submit()}
      title={t("subscriptions.renew.title", { product })}
      submitLabel={t("subscriptions.renew.submit")}
      dirty={renewal.dirty}
      loading={renewal.busy}
      error={refused}
      fields={refused?.details.field ? [refused.details.field] : []}
      data-testid="renew-dialog"
    >
      <Stack gap="md" ref={fields}>
        <Text size="sm">
          {t("subscriptions.renew.for")} <bdi>{holder(row)}</bdi>
          {row.phone && (
            <>
              {" · "}
              <PhoneText value={row.phone} />
            </>
          )}
        </Text>
        <RenewFacts quote={quote.data} />
        <MoneyInput
          label={t("subscriptions.renew.price")}
          unit={currency.code}
          placeholder={amount(row.price)}
          value={values.price}
          // At another price it is another loss, to be agreed to again.
          onChange={(price) => change({ price, at_loss: false })}
          error={said("lines.0.unit_price")}
          data-testid="renew-price"
        />
        {choosing && (
          <RenewPlatform
            line={line}
            present={row.platform_id}
            value={values.platform_id}
            // Elsewhere it is another loss and another overdraft.
            onChange={(platform_id) => change({ platform_id, at_loss: false, overdraft: null })}
            error={said(PLATFORM)}
          />
        )}
        {renewal.belowCost && (
          <LossNotice
            cost={line?.cost}
            checked={values.at_loss}
            onChange={(at_loss) => change({ at_loss })}
            error={renewal.lossError}
          />
        )}
        <CodesNotice
          place={CODES}
          short={problems.at(CODES)}
          without={values.without_codes}
          onChange={(without_codes) => change({ without_codes })}
        />
        <PaymentFields
          value={values}
          onChange={change}
          unnamed={row.customer_id === null}
          amount={{
            placeholder: quote.data && amount(quote.data.rest),
            error: said("payments.0") ?? said("customer"),
          }}
        />
        <CreditNotice
          missing={problems.all("credit")}
          reason={values.overdraft}
          reasonError={renewal.reasonError ?? said("reason")}
          onReason={(overdraft) => change({ overdraft })}
          onStop={() => change({ overdraft: null })}
          onDeposit={(platform) => {
            onClose();
            navigate(`/platforms?deposit=${platform.id}`);
          }}
        />
        <ErrorNotice error={elsewhere} />
      </Stack>
    </FormDialog>
  );
}
