import { Table, TextInput, VisuallyHidden } from "@mantine/core";
import { type KeyboardEvent, type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PanelGap, Platform, PriceGuess } from "../../api";
import { useLanguage } from "../../app/i18n";
import { CreditAmount, MoneyInput, StatusBadge } from "../../components";
import { formatCredit, isNegative, isolate, isZero } from "../../format";
import { PriceHint } from "./PriceHint";
import classes from "./RoundPage.module.css";
import type { RoundEntry } from "./useRound";

type Props = {
  entry: RoundEntry;
  /** The round's own reason, which stands where none is typed. */
  common: string;
  field: Ref<HTMLInputElement>;
  onBalance: (balance: string) => void;
  onReason: (reason: string) => void;
  /** On to the next platform's field. */
  onNext: () => void;
};

/** What the book says of a platform, what its panel says, and what stands between them. */
export function RoundRow({ entry, common, field, onBalance, onReason, onNext }: Props) {
  const { t } = useTranslation();
  const { platform, gap } = entry;
  const { id, name, unit, decimals } = platform;
  const [taken, setTaken] = useState<PriceGuess | null>(null);
  // A price that was taken is proposed no more: what became of it stands there as long as the gap does.
  const guess = entry.differs ? (gap?.price ?? taken) : null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // Goes on instead of recording what is typed so far.
    event.preventDefault();
    onNext();
  };
  return (
    <>
      <Table.Tr className={guess ? classes.explained : undefined} data-testid={`round-${id}`}>
        <Table.Th scope="row" fw={500} className={classes.platform}>
          <bdi>{name}</bdi>
        </Table.Th>
        <Table.Td ta="end">
          <CreditAmount value={platform.balance} unit={unit} decimals={decimals} judged />
        </Table.Td>
        <Table.Td className={classes.panel}>
          <MoneyInput
            ref={field}
            label={t("platforms.round.balanceOf", { name })}
            hideLabel
            value={entry.balance}
            onChange={onBalance}
            onKeyDown={onKeyDown}
            error={entry.balanceError}
            unit={unit}
          />
        </Table.Td>
        <Table.Td ta="end" className={classes.gap} aria-live="polite" data-testid={`gap-${id}`}>
          {gap && gap.problem === null && <Gap gap={gap} platform={platform} />}
        </Table.Td>
        <Table.Td className={classes.reason}>
          {(entry.differs || entry.reasonError || entry.reason !== "") && (
            <TextInput
              aria-label={t("platforms.round.reasonOf", { name })}
              value={entry.reason}
              onChange={(event) => onReason(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              error={entry.reasonError}
              placeholder={common}
            />
          )}
        </Table.Td>
      </Table.Tr>
      {guess && (
        <Table.Tr data-testid={`price-${id}`}>
          <Table.Td colSpan={5} className={classes.hint}>
            <PriceHint
              platform={platform}
              guess={guess}
              taken={guess.product_id === taken?.product_id && guess.seems === taken.seems}
              onTaken={() => {
                setTaken(guess);
                onNext();
              }}
            />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** The sign alone says little to who hears it: there the gap is a sentence. */
function Gap({ gap, platform }: { gap: PanelGap; platform: Platform }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { name, unit, decimals } = platform;
  if (isZero(gap.gap)) {
    return (
      <StatusBadge tone="ok">
        {t("platforms.round.agrees")} <span aria-hidden>✓</span>
      </StatusBadge>
    );
  }
  const credit = isolate(formatCredit(gap.gap.replace("-", ""), unit, decimals, language));
  const words = isNegative(gap.gap) ? "platforms.round.less" : "platforms.round.more";
  return (
    <>
      <span aria-hidden>
        <CreditAmount value={gap.gap} unit={unit} decimals={decimals} signed judged />
      </span>
      <VisuallyHidden>{t(words, { name, credit })}</VisuallyHidden>
    </>
  );
}
