// One screen, keyboard only: product, customer, amount received, Enter.
import { Button } from "@mantine/core";
import { IconPackage } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Id, type Sale, type SaleQuote, useRead } from "../../api";
import { useBook, useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { EmptyState, ErrorNotice, notifyDone, Page } from "../../components";
import { LateSkeleton } from "../../components/Page";
import { useDialog } from "../../components/useDialog";
import { formatMoney, isolate } from "../../format";
import { SaleReceiptDialog } from "../receipts/ReceiptDialogs";
import { DiscardDialog } from "./DiscardDialog";
import { type CounterStore, isTyped, useDraft } from "./draft";
import { ResumedNotice } from "./ResumedNotice";
import { SaleForm } from "./SaleForm";
import { LastSalePanel } from "./SaleSummary";
import { useCustomerFromAddress, useSaleKeys } from "./saleKeys";
import { useKeptDraft } from "./useKeptDraft";
import { useSale } from "./useSale";

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
  return <KeptSale />;
}

/** Nothing is typed before it is known what the book holds: it would be typed over. */
function KeptSale() {
  const { uuid } = useBook();
  const store = useDraft(uuid);
  const kept = useKeptDraft(store);
  if (!kept.ready) return <LateSkeleton />;
  return <NewSale store={store} unread={<ErrorNotice error={kept.error} onRetry={kept.retry} />} />;
}

function useRecorded(store: CounterStore) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  return (sale: Sale, { change, advance }: SaleQuote) => {
    store.recorded({ sale, change, advance });
    notifyDone(
      t("sales.new.recorded", {
        number: isolate(sale.number),
        total: isolate(formatMoney(sale.total, currency, language)),
      }),
    );
  };
}

function NewSale({ store, unread }: { store: CounterStore; unread: ReactNode }) {
  const { t } = useTranslation();
  const sale = useSale(store, useRecorded(store));
  const { productField } = sale.fields;
  const receipt = useDialog<Id>();
  const [discarding, setDiscarding] = useState(false);
  const typed = isTyped(store.draft);
  useSaleKeys(productField);
  useCustomerFromAddress((customer) =>
    store.change({ customer: { kind: "known", customer }, customer_text: customer.name }),
  );
  const clear = typed && store.resumed === null && (
    <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setDiscarding(true)}>
      {t("sales.new.clear")}
    </Button>
  );
  return (
    <Page title={t("sales.new.title")} actions={clear}>
      {unread}
      {store.resumed && (
        <ResumedNotice
          resumed={store.resumed}
          typed={typed}
          onRestart={() => setDiscarding(true)}
        />
      )}
      <SaleForm
        sale={sale}
        label={t("sales.new.title")}
        words={{ record: t("sales.new.record"), keys: t("sales.new.keys") }}
        aside={
          store.last && (
            <LastSalePanel
              last={store.last}
              onReceipt={() => store.last && receipt.open(store.last.sale.id)}
            />
          )
        }
        onEscape={() => {
          if (typed) setDiscarding(true);
        }}
      />
      {receipt.target !== null && (
        <SaleReceiptDialog
          key={receipt.key}
          id={receipt.target}
          opened={receipt.opened}
          onClose={receipt.close}
        />
      )}
      <DiscardDialog
        opened={discarding}
        onClose={() => setDiscarding(false)}
        onConfirm={() => {
          setDiscarding(false);
          store.clear();
          productField.current?.focus();
        }}
      />
    </Page>
  );
}
