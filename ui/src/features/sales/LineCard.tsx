import { ActionIcon, Badge, Group, Input, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconArrowNarrowRight, IconX } from "@tabler/icons-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Id, Offer, QuoteLine } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import {
  Amount,
  CreditAmount,
  DayText,
  errorText,
  MoneyInput,
  PercentText,
} from "../../components";
import { formatCount, formatCredit, formatDecimal, isolate } from "../../format";
import { CodesNotice } from "./CodesNotice";
import type { DraftLine } from "./draft";
import type { Problems } from "./problems";
import classes from "./sales.module.css";
import { useOfferLabel } from "./useOfferLabel";

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What the line does to the platform and what it earns, as the program reckons it. */
function LineFacts({ quoted }: { quoted: QuoteLine }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { platform, unit, decimals, margin } = quoted;
  const credit = (value: string) => (
    <CreditAmount value={value} unit={unit} decimals={decimals} judged />
  );
  return (
    <dl className={classes.facts}>
      {platform !== null && (
        <Fact name={t("sales.new.balanceAfter")}>
          <Group
            gap={4}
            wrap="nowrap"
            role="group"
            aria-label={t("sales.new.balanceWords", { platform })}
          >
            {credit(quoted.balance_before)}
            <IconArrowNarrowRight size={14} aria-hidden className={classes.towards ?? ""} />
            {credit(quoted.balance_after)}
          </Group>
        </Fact>
      )}
      <Fact name={t("sales.new.cost")}>
        <Amount value={quoted.cost} />
      </Fact>
      <Fact name={t("sales.new.profit")}>
        <Amount value={quoted.profit} judged />
      </Fact>
      {margin !== null && (
        <Fact name={t("sales.new.margin")}>
          <PercentText value={margin} />
        </Fact>
      )}
      {quoted.codes !== null && (
        <Fact name={t("sales.new.codes")}>
          <bdi>{formatCount(quoted.codes, language)}</bdi>
        </Fact>
      )}
      {quoted.starts_on !== null && quoted.ends_on !== null && (
        <Fact name={t("sales.new.subscription")}>
          <DayText value={quoted.starts_on} /> – <DayText value={quoted.ends_on} />
        </Fact>
      )}
    </dl>
  );
}

/** The platform has too little for all lines that take from it: each of them says so. */
function Short({ quoted, overdrawn }: { quoted: QuoteLine; overdrawn: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { platform, unit, decimals, shortage } = quoted;
  if (platform === null || shortage === null) return null;
  const credit = (value: string) => isolate(formatCredit(value, unit, decimals, language));
  const short = t("sales.new.lineShort", {
    platform: isolate(platform),
    needed: credit(shortage.needed),
    available: credit(shortage.available),
    missing: credit(shortage.missing),
  });
  return (
    <Text size="xs" c="orange.8" data-testid="line-short">
      {short} {overdrawn && t("sales.new.overdraftOn")}
    </Text>
  );
}

type PlatformOfLineProps = {
  offers: readonly Offer[];
  /** What each would cost now, as the program reckons it. */
  quoted: QuoteLine | undefined;
  value: Id | null;
  onChange: (platform: Id | null) => void;
  error: string | undefined;
};

/**
 * A choice only where there is one: a single offer is read, not stepped through with Tab. Where the line
 * names a platform that no longer offers the product, another has to be chosen.
 */
function PlatformOfLine({ offers, quoted, value, onChange, error }: PlatformOfLineProps) {
  const { t } = useTranslation();
  const label = useOfferLabel();
  const usual = offers.find((offer) => offer.is_default) ?? offers[0];
  const gone = value !== null && !offers.some(({ platform_id }) => platform_id === value);
  if (offers.length > 1 || (gone && usual)) {
    const costs = quoted?.offers ?? [];
    const of = (platform: Id) => costs.find((one) => one.platform_id === platform);
    const taken = value ?? quoted?.platform_id ?? usual?.platform_id ?? null;
    const proposed = value === null && taken !== null && of(taken)?.enough;
    return (
      <Select
        label={t("sales.new.platform")}
        size="xs"
        data={offers.map((offer) => ({
          value: offer.platform_id,
          label: label(offer.platform, of(offer.platform_id)),
        }))}
        value={taken}
        onChange={onChange}
        allowDeselect={false}
        comboboxProps={{ width: "max-content", position: "bottom-start" }}
        description={proposed ? t("sales.new.cheapest") : undefined}
        inputWrapperOrder={["label", "input", "description", "error"]}
        error={error}
      />
    );
  }
  return (
    <>
      <Input.Label size="xs" labelElement="div">
        {t("sales.new.platform")}
      </Input.Label>
      <Text size="xs" className={classes.fixed ?? ""}>
        {usual ? <bdi>{usual.platform}</bdi> : t("sales.new.noOffer")}
      </Text>
      {error && <Input.Error size="xs">{error}</Input.Error>}
    </>
  );
}

type LineCardProps = {
  line: DraftLine;
  index: number;
  quoted: QuoteLine | undefined;
  problems: Problems;
  onChange: (patch: Partial<DraftLine>) => void;
  onRemove: () => void;
  /** Enter in one of the fields: on to what comes after the products. */
  onEnter: () => void;
};

export function LineCard(props: LineCardProps) {
  const { t } = useTranslation();
  const { line, index, quoted, problems, onChange } = props;
  const currency = useCurrency();
  const language = useLanguage();
  const { product } = line;
  const error = (field: string) => {
    const found = problems.at(`lines.${index}.${field}`);
    return found && errorText(found, t);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.defaultPrevented) return;
    if (!(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    props.onEnter();
  };
  const place = (field: string) => `lines.${index}.${field}`;
  return (
    <Stack
      component="li"
      gap="xs"
      className={classes.line ?? ""}
      aria-label={t("sales.new.line", { number: index + 1, product: product.name })}
      onKeyDown={onKeyDown}
      data-testid={`sale-line-${index}`}
    >
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Group gap="xs" miw={0}>
          <Text fw={600}>
            <bdi>{product.name}</bdi>
          </Text>
          {quoted?.below_cost && (
            <Badge color="orange" variant="light" size="sm">
              {t("sales.new.belowCost")}
            </Badge>
          )}
        </Group>
        <Group gap="xs" wrap="nowrap">
          {quoted && (
            <Text span fw={600} data-testid={`sale-line-${index}-total`}>
              <Amount value={quoted.total} />
            </Text>
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={props.onRemove}
            aria-label={t("sales.new.removeLine", { product: product.name, number: index + 1 })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      <div className={classes.lineFields}>
        <div data-place={place("platform")}>
          <PlatformOfLine
            offers={product.offers}
            quoted={quoted}
            value={line.platform_id}
            onChange={(platform_id) => onChange({ platform_id })}
            error={error("platform")}
          />
        </div>
        <div data-place={place("quantity")}>
          <TextInput
            label={t("sales.new.quantity")}
            size="xs"
            dir="ltr"
            inputMode="numeric"
            autoComplete="off"
            value={line.quantity}
            onChange={(event) => onChange({ quantity: event.currentTarget.value })}
            onFocus={(event) => event.currentTarget.select()}
            error={error("quantity")}
          />
        </div>
        <div data-place={place("unit_price")}>
          <MoneyInput
            label={t("sales.new.unitPrice")}
            size="xs"
            unit={currency.code}
            placeholder={formatDecimal(product.price, language, currency.decimals)}
            value={line.unit_price}
            onChange={(unit_price) => onChange({ unit_price })}
            error={error("unit_price")}
          />
        </div>
        <div data-place={place("discount")}>
          <MoneyInput
            label={t("sales.new.discount")}
            size="xs"
            unit={currency.code}
            placeholder={formatDecimal("0", language, currency.decimals)}
            value={line.discount}
            onChange={(discount) => onChange({ discount })}
            error={error("discount")}
          />
        </div>
      </div>
      {quoted && <LineFacts quoted={quoted} />}
      <CodesNotice
        place={place("codes")}
        short={problems.at(place("codes"))}
        without={line.without_codes ?? false}
        onChange={(without_codes) => onChange({ without_codes })}
      />
      {quoted && <Short quoted={quoted} overdrawn={problems.all("credit").length === 0} />}
    </Stack>
  );
}
