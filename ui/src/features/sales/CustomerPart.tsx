import { Button, Collapse, Paper, Stack, Textarea } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBook } from "../../app/BookContext";
import { DayInput } from "../../components";
import { CustomerPicker } from "./CustomerPicker";
import { advanceOf, owedBy } from "./draft";
import { PaymentRows } from "./PaymentRows";
import type { TypedSale } from "./useSale";

/** Who buys, what is received for it, and what is seldom said besides. */
export function CustomerPart({ sale }: { sale: TypedSale }) {
  const { draft, change, recording, problems, text } = sale;
  const { customerField, phoneField, amountField } = sale.fields;
  const toAmount = () => amountField.current?.focus();
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <CustomerPicker
          customer={draft.customer}
          owed={(customer) => owedBy(draft, customer)}
          text={draft.customer_text}
          // Another text is another customer, until one is chosen again.
          onText={(customer_text) =>
            change({ customer_text, customer: { kind: "passing" }, keep_change: false })
          }
          onCustomer={(customer, customer_text, later) => {
            change({ customer, customer_text });
            if (later) return;
            // The phone's field is there only once the new customer is drawn.
            if (customer.kind === "new") setTimeout(() => phoneField.current?.focus());
            else toAmount();
          }}
          onSkip={toAmount}
          onPicking={(choice) => {
            recording.await(choice);
            toAmount();
          }}
          error={text("customer")}
          phoneError={text("phone")}
          inputRef={customerField}
          phoneRef={phoneField}
          onPhoneEnter={toAmount}
        />
        <PaymentRows
          payments={draft.payments}
          methods={sale.methods}
          advance={advanceOf(draft)}
          rest={draft.lines.length > 0 ? sale.live.data?.rest : undefined}
          problems={problems}
          onChange={(payments) => change({ payments })}
          amountRef={amountField}
        />
        {/* A correction is dated today. */}
        {draft.corrects === null ? <More key={draft.key} sale={sale} /> : <Note sale={sale} />}
      </Stack>
    </Paper>
  );
}

/** Folded anew with each sale, unless something stands in it. */
function More({ sale }: { sale: TypedSale }) {
  const { t } = useTranslation();
  const { today } = useBook();
  const { draft, change, problems, text } = sale;
  const [more, setMore] = useState(draft.date !== null || draft.note !== "");
  return (
    <>
      <div>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          {t("sales.new.more")}
        </Button>
      </div>
      <Collapse expanded={more || problems.at("date") !== undefined}>
        <Stack gap="sm">
          <div data-place="date">
            <DayInput
              label={t("sales.new.date")}
              placeholder={t("sales.new.dateToday")}
              value={draft.date}
              onChange={(date) => change({ date })}
              maxDate={today}
              clearable
              error={text("date")}
            />
          </div>
          <Note sale={sale} />
        </Stack>
      </Collapse>
    </>
  );
}

function Note({ sale }: { sale: TypedSale }) {
  const { t } = useTranslation();
  return (
    <div data-place="note">
      <Textarea
        label={t("sales.new.note")}
        autosize
        minRows={2}
        value={sale.draft.note}
        onChange={(event) => sale.change({ note: event.currentTarget.value })}
        error={sale.text("note")}
      />
    </div>
  );
}
