import { Text } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { api, type Product } from "../../api";
import { Amount, CreditAmount } from "../../components";
import { SearchPicker } from "./SearchPicker";
import classes from "./sales.module.css";

const SHOWN = 30;

function ProductOption({ product }: { product: Product }) {
  const { t } = useTranslation();
  const offer = product.offers.find((candidate) => candidate.is_default) ?? product.offers[0];
  return (
    <>
      <span className={classes.optionText}>
        <Text span display="block" size="sm" fw={500}>
          <bdi>{product.name}</bdi>
        </Text>
        <Text span display="block" size="xs" c="dimmed">
          {offer ? (
            <>
              <bdi>{offer.platform}</bdi> · {t("sales.new.stockLeft")}{" "}
              <CreditAmount
                value={offer.balance}
                unit={offer.unit}
                decimals={offer.decimals}
                judged
              />
            </>
          ) : (
            t("sales.new.noOffer")
          )}
        </Text>
      </span>
      <Text span size="sm" className={classes.optionEnd}>
        <Amount value={product.price} />
      </Text>
    </>
  );
}

type ProductPickerProps = {
  text: string;
  onText: (text: string) => void;
  /** Products stand in the sale already: this one comes on top. */
  another: boolean;
  onPick: (product: Product, later: boolean) => void;
  onSkip: () => void;
  onPicking: (choice: Promise<void>) => void;
  error?: string | undefined;
  inputRef: Ref<HTMLInputElement>;
};

export function ProductPicker({ another, ...rest }: ProductPickerProps) {
  const { t } = useTranslation();
  return (
    <SearchPicker<Product>
      {...rest}
      label={another ? t("sales.new.anotherProduct") : t("sales.new.product")}
      placeholder={t("sales.new.productPlaceholder")}
      none={t("sales.new.productNone", { text: rest.text.trim() })}
      chosen={false}
      room="catalog"
      name="products-to-sell"
      search={async (text) => (await api.productsToSell(text)).slice(0, SHOWN)}
      optionKey={(product) => product.id}
      option={(product) => <ProductOption product={product} />}
      leftSection={<IconSearch size={16} aria-hidden />}
      data-testid="sale-product"
    />
  );
}
