// One screen, keyboard only: product, customer, amount received, Enter.
import { Button, Collapse, Paper, Stack, Textarea } from "@mantine/core";
import { IconChevronDown, IconPackage } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Id, type Platform, useRead } from "../../api";
import { useBook } from "../../app/BookContext";
import { DayInput, EmptyState, ErrorNotice, errorText, Page } from "../../components";
import { useDialog } from "../../components/useDialog";
import { DepositDialog } from "../platforms/DepositDialog";
import { SaleReceiptDialog } from "../receipts/ReceiptDialogs";
import { BelowCostDialog } from "./BelowCostDialog";
import { CreditNotice } from "./CreditNotice";
import { CustomerPicker } from "./CustomerPicker";
import { DiscardDialog } from "./DiscardDialog";
import { advanceOf, type DraftLine, isTyped, lineOf, useDraft } from "./draft";
import { KeepChange } from "./KeepChange";
import { LineCard } from "./LineCard";
import { useMethods } from "./methods";
import { PaymentRows } from "./PaymentRows";
import { ProductPicker } from "./ProductPicker";
import { type Place, problemsOf } from "./problems";
import { useLiveQuote } from "./quote";
import { LastSalePanel, SaleSummary } from "./SaleSummary";
import { useCustomerFromAddress, useSaleKeys } from "./saleKeys";
import classes from "./sales.module.css";
import { useRecording } from "./useRecording";

export default function NewSaleScreen() {
  const { t } = useTranslation();
  const products = useRead("catalog", "productsList", "", false);
  if (products.data?.length === 0) {
    return (
      <Page title={t("sales.new.title")}>
        <EmptyState
          icon={IconPackage}
          title={t("sales.new.noProductsTitle")}
          text={t("sales.new.noProductsText")}
          action={
            <Button component={Link} href="/products">
              {t("sales.new.noProductsAction")}
            </Button>
          }
        />
      </Page>
    );
  }
  return <SaleForm />;
}

function SaleForm() {
  const { t } = useTranslation();
  const book = useBook();
  const store = useDraft(book.uuid);
  const { draft, change } = store;
  const methods = useMethods();
  const live = useLiveQuote(draft, methods);

  const form = useRef<HTMLFormElement>(null);
  const productField = useRef<HTMLInputElement>(null);
  const customerField = useRef<HTMLInputElement>(null);
  const phoneField = useRef<HTMLInputElement>(null);
  const amountField = useRef<HTMLInputElement>(null);

  const recording = useRecording(store, methods, form);
  const receipt = useDialog<Id>();
  const [deposit, setDeposit] = useState<Platform | null>(null);
  const [discarding, setDiscarding] = useState(false);
  const [more, setMore] = useState(draft.date !== null || draft.note !== "");
  useSaleKeys(productField);
  useCustomerFromAddress((customer) =>
    change({ customer: { kind: "known", customer }, customer_text: customer.name }),
  );

  const problems = problemsOf([
    ...(live.data?.problems ?? []),
    ...(recording.refusal ? [recording.refusal] : []),
  ]);
  const text = (place: Place) => {
    const found = problems.at(place);
    return recording.missingAt(place) ?? (found && errorText(found, t));
  };

  const changeLine = (row: number, patch: Partial<DraftLine>) =>
    change((now) => ({
      lines: now.lines.map((line) => (line.row === row ? { ...line, ...patch } : line)),
    }));
  const afterProducts = () =>
    (draft.customer.kind === "passing" ? customerField : amountField).current?.focus();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void recording.record();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      void recording.record();
    } else if (event.key === "Escape" && !event.defaultPrevented && isTyped(draft)) {
      setDiscarding(true);
    }
  };

  const missing = problems.all("credit");
  const elsewhere = problems.at("elsewhere") ?? live.error;

  return (
    <Page
      title={t("sales.new.title")}
      actions={
        isTyped(draft) && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => setDiscarding(true)}
          >
            {t("sales.new.clear")}
          </Button>
        )
      }
    >
      <div className={classes.screen}>
        <form
          ref={form}
          className={classes.columns}
          onSubmit={submit}
          onKeyDown={onKeyDown}
          noValidate
          aria-label={t("sales.new.title")}
        >
          <Stack gap="md">
            <Paper withBorder p="md">
              <Stack gap="md">
                <div data-place="product">
                  <ProductPicker
                    inputRef={productField}
                    text={draft.product_text}
                    onText={(product_text) => change({ product_text })}
                    another={draft.lines.length > 0}
                    error={text("product")}
                    onPick={(product, later) => {
                      change((now) => ({
                        product_text: "",
                        lines: [...now.lines, lineOf(product)],
                      }));
                      if (!later) afterProducts();
                    }}
                    onSkip={() => {
                      if (draft.lines.length > 0) afterProducts();
                    }}
                    onPicking={(choice) => {
                      recording.await(choice);
                      afterProducts();
                    }}
                  />
                </div>
                {draft.lines.length > 0 && (
                  <ul className={classes.lines} aria-label={t("sales.new.lines")}>
                    {draft.lines.map((line, index) => (
                      <LineCard
                        key={line.row}
                        line={line}
                        index={index}
                        quoted={live.data?.lines.find((quoted) => quoted.line === index)}
                        problems={problems}
                        onChange={(patch) => changeLine(line.row, patch)}
                        onRemove={() => {
                          change((now) => ({
                            lines: now.lines.filter((other) => other.row !== line.row),
                          }));
                          productField.current?.focus();
                        }}
                        onEnter={afterProducts}
                      />
                    ))}
                  </ul>
                )}
                <CreditNotice
                  missing={missing}
                  reason={draft.overdraft}
                  reasonError={text("reason")}
                  onReason={(overdraft) => change({ overdraft })}
                  onDeposit={setDeposit}
                />
              </Stack>
            </Paper>
            <Paper withBorder p="md">
              <Stack gap="sm">
                <CustomerPicker
                  customer={draft.customer}
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
                    else amountField.current?.focus();
                  }}
                  onSkip={() => amountField.current?.focus()}
                  onPicking={(choice) => {
                    recording.await(choice);
                    amountField.current?.focus();
                  }}
                  error={text("customer")}
                  phoneError={text("phone")}
                  inputRef={customerField}
                  phoneRef={phoneField}
                  onPhoneEnter={() => amountField.current?.focus()}
                />
                <PaymentRows
                  payments={draft.payments}
                  methods={methods ?? []}
                  credit={advanceOf(draft.customer)}
                  rest={draft.lines.length > 0 ? live.data?.rest : undefined}
                  problems={problems}
                  onChange={(payments) => change({ payments })}
                  amountRef={amountField}
                />
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
                        maxDate={book.today}
                        clearable
                        error={text("date")}
                      />
                    </div>
                    <div data-place="note">
                      <Textarea
                        label={t("sales.new.note")}
                        autosize
                        minRows={2}
                        value={draft.note}
                        onChange={(event) => change({ note: event.currentTarget.value })}
                        error={text("note")}
                      />
                    </div>
                  </Stack>
                </Collapse>
              </Stack>
            </Paper>
          </Stack>
          <Stack gap="md" className={classes.side ?? ""}>
            <SaleSummary
              quote={live.data}
              recording={recording.busy}
              keep={
                <KeepChange
                  draft={draft}
                  quote={live.data}
                  problems={problems}
                  onChange={(keep_change) => change({ keep_change })}
                />
              }
              elsewhere={<ErrorNotice error={elsewhere} />}
            />
            {store.last && (
              <LastSalePanel
                last={store.last}
                onReceipt={() => store.last && receipt.open(store.last.sale.id)}
              />
            )}
          </Stack>
        </form>
      </div>
      {deposit && <DepositDialog platform={deposit} opened onClose={() => setDeposit(null)} />}
      {receipt.target !== null && (
        <SaleReceiptDialog
          key={receipt.key}
          id={receipt.target}
          opened={receipt.opened}
          onClose={receipt.close}
        />
      )}
      <BelowCostDialog recording={recording} />
      <DiscardDialog
        opened={discarding}
        onClose={() => setDiscarding(false)}
        onConfirm={() => {
          setDiscarding(false);
          store.clear();
          setMore(false);
          productField.current?.focus();
        }}
      />
    </Page>
  );
}
