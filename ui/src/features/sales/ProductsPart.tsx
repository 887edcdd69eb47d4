import { Paper, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Platform } from "../../api";
import { CreditNotice } from "./CreditNotice";
import { lineOf } from "./draft";
import { LineCard } from "./LineCard";
import { ProductPicker } from "./ProductPicker";
import { focusPlace } from "./problems";
import classes from "./sales.module.css";
import type { TypedSale } from "./useSale";

type ProductsPartProps = {
  sale: TypedSale;
  onDeposit: (platform: Platform) => void;
};

/** What is sold: the search, the lines, and what is missing of credit. */
export function ProductsPart({ sale, onDeposit }: ProductsPartProps) {
  const { draft, change, recording, problems, text, afterProducts } = sale;
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <div data-place="product">
          <ProductPicker
            inputRef={sale.fields.productField}
            text={draft.product_text}
            onText={(product_text) => change({ product_text })}
            another={draft.lines.length > 0}
            error={text("product")}
            onPick={(product, later) => {
              change((now) => ({ product_text: "", lines: [...now.lines, lineOf(product)] }));
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
        {draft.lines.length > 0 && <Lines sale={sale} />}
        <CreditNotice
          missing={problems.all("credit")}
          reason={draft.overdraft}
          reasonError={text("reason")}
          onReason={(overdraft) => change({ overdraft })}
          onStop={() => {
            change({ overdraft: null });
            focusPlace(sale.fields.form.current, "record");
          }}
          onDeposit={onDeposit}
        />
      </Stack>
    </Paper>
  );
}

function Lines({ sale }: { sale: TypedSale }) {
  const { t } = useTranslation();
  const { draft, change, live, problems } = sale;
  return (
    <ul className={classes.lines} aria-label={t("sales.new.lines")}>
      {draft.lines.map((line, index) => (
        <LineCard
          key={line.row}
          line={line}
          index={index}
          quoted={live.data?.lines.find((quoted) => quoted.line === index)}
          problems={problems}
          onChange={(patch) => sale.changeLine(line.row, patch)}
          onRemove={() => {
            change((now) => ({ lines: now.lines.filter((other) => other.row !== line.row) }));
            sale.fields.productField.current?.focus();
          }}
          onEnter={sale.afterProducts}
        />
      ))}
    </ul>
  );
}
