import { ActionIcon, Button, Group, Paper, Radio, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AppError, Platform, ProductQuote } from "../../api";
import { Amount, ChoiceInput, fieldError, MoneyInput, PercentText } from "../../components";
import { newOffer, type OfferForm, platformOf } from "./productForm";
import type { LiveMargins } from "./useProductQuote";

type Props = {
  offers: OfferForm[];
  onChange: (offers: OfferForm[]) => void;
  platforms: readonly Platform[];
  quote: LiveMargins;
  error: AppError | null;
};

/** The product's price in credit on each platform, and what that leaves in dinars. */
export function OffersFieldset({ offers, onChange, platforms, quote, error }: Props) {
  const { t } = useTranslation();
  const group = useId();
  const [added, setAdded] = useState<number | null>(null);

  function change(row: number, changed: Partial<OfferForm>) {
    onChange(offers.map((offer) => (offer.row === row ? { ...offer, ...changed } : offer)));
  }

  function choose(row: number) {
    onChange(offers.map((offer) => ({ ...offer, is_default: offer.row === row })));
  }

  function remove(row: number) {
    const left = offers.filter((offer) => offer.row !== row);
    // There is always one that a sale takes by default.
    const orphaned = !left.some((offer) => offer.is_default);
    onChange(
      left.map((offer, index) =>
        orphaned && index === 0 ? { ...offer, is_default: true } : offer,
      ),
    );
  }

  function add() {
    const taken = offers.map((offer) => platformOf(offer, platforms));
    const free = platforms.find((platform) => !taken.includes(platform.id));
    const offer = newOffer(offers.length === 0, free?.id ?? null);
    setAdded(offer.row);
    onChange([...offers, offer]);
  }

  return (
    <Stack gap="xs" role="group" aria-labelledby={group}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={600} id={group}>
          {t("catalog.form.offers")}
        </Text>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={add}
          data-testid="offer-add"
        >
          {t("catalog.form.addOffer")}
        </Button>
      </Group>
      {offers.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("catalog.form.offersNone")}
        </Text>
      )}
      {offers.map((offer, index) => (
        <OfferRow
          key={offer.row}
          offer={offer}
          index={index}
          alone={offers.length === 1}
          radioName={group}
          platforms={platforms}
          quoted={quote.of(platformOf(offer, platforms))}
          error={error}
          focused={offer.row === added}
          onChange={(changed) => change(offer.row, changed)}
          onDefault={() => choose(offer.row)}
          onRemove={() => remove(offer.row)}
        />
      ))}
    </Stack>
  );
}

type RowProps = {
  offer: OfferForm;
  index: number;
  alone: boolean;
  radioName: string;
  platforms: readonly Platform[];
  quoted: ProductQuote["offers"][number] | undefined;
  error: AppError | null;
  focused: boolean;
  onChange: (changed: Partial<OfferForm>) => void;
  onDefault: () => void;
  onRemove: () => void;
};

function OfferRow(props: RowProps) {
  const { offer, index, alone, platforms, quoted, error, focused, onChange } = props;
  const { t } = useTranslation();
  const number = index + 1;
  const platform_id = platformOf(offer, platforms);
  const platform = platforms.find((candidate) => candidate.id === platform_id);
  // The first field still to be filled in of an offer just added.
  const first = useRef<HTMLInputElement>(null);
  const chosen = offer.platform_id !== null;
  useEffect(() => {
    if (focused) first.current?.focus();
  }, [focused]);

  return (
    <Paper
      withBorder
      p="sm"
      radius="md"
      role="group"
      aria-label={t("catalog.form.offer", { number })}
    >
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <ChoiceInput
          ref={chosen ? undefined : first}
          label={t("catalog.form.platform")}
          data={platforms.map(({ id, name }) => ({ value: id, label: name }))}
          value={platform_id}
          onChange={(id) => onChange({ platform_id: id })}
          error={fieldError(error, `offers.${index}.platform_id`)}
          allowDeselect={false}
          nothingFoundMessage={t("catalog.form.nothingFound")}
          flex={2}
          data-testid={`offer-platform-${number}`}
        />
        <div style={{ flex: 1 }}>
          <MoneyInput
            ref={chosen ? first : undefined}
            label={t("catalog.form.credit")}
            value={offer.credit}
            onChange={(credit) => onChange({ credit })}
            error={fieldError(error, `offers.${index}.credit`)}
            unit={platform?.unit}
            data-testid={`offer-credit-${number}`}
          />
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          mt={28}
          aria-label={t("catalog.form.removeOffer", { number })}
          onClick={props.onRemove}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </Group>
      <Group justify="space-between" mt="xs" gap="sm" mih={24}>
        <Margin quoted={quoted} />
        {!alone && (
          <Radio
            size="xs"
            name={props.radioName}
            label={t("catalog.form.default")}
            checked={offer.is_default}
            onChange={props.onDefault}
          />
        )}
      </Group>
    </Paper>
  );
}

function Margin({ quoted }: { quoted: ProductQuote["offers"][number] | undefined }) {
  const { t } = useTranslation();
  if (!quoted) {
    return (
      <Text size="sm" c="dimmed">
        {t("catalog.quote.waiting")}
      </Text>
    );
  }
  const { cost, profit, margin } = quoted;
  if (cost === null || profit === null) {
    return (
      <Text size="sm" c="dimmed" aria-live="polite">
        {t("catalog.quote.noValue")}
      </Text>
    );
  }
  return (
    <Group gap="md" aria-live="polite" data-testid="offer-margin">
      <Text size="sm" c="dimmed">
        {t("catalog.quote.cost")} <Amount value={cost} />
      </Text>
      <Text size="sm" fw={600}>
        {t("catalog.quote.profit")} <Amount value={profit} judged />
      </Text>
      {margin !== null && (
        <Text size="sm" c="dimmed">
          {t("catalog.quote.margin")} <PercentText value={margin} />
        </Text>
      )}
    </Group>
  );
}
