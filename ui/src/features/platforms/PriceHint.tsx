import { Button, Group, Text } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { type Platform, type PriceGuess, useWrite } from "../../api";
import { useLanguage } from "../../app/i18n";
import { ErrorNotice, notifyDone } from "../../components";
import { formatCredit, isolate } from "../../format";

type Props = {
  platform: Platform;
  guess: PriceGuess;
  /** This very price was taken. */
  taken: boolean;
  /** The button is gone: the focus goes on. */
  onTaken: () => void;
};

/** A gap that one product's new price would explain: says so, and takes that price when asked. */
export function PriceHint({ platform, guess, taken, onTaken }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const accept = useWrite("roundAcceptPrice");
  const text = useId();
  const { product_id, product, pieces } = guess;
  const credit = (value: string) =>
    isolate(formatCredit(value, platform.unit, platform.decimals, language));
  const seems = credit(guess.seems);
  const done = t("platforms.round.priceDone", { product, seems });

  async function take() {
    await accept.mutateAsync([platform.id, product_id, guess.seems]);
    notifyDone(done);
    onTaken();
  }

  if (taken) {
    return (
      <Text size="sm" c="dimmed">
        {done} {t("platforms.round.priceGap")}
      </Text>
    );
  }
  return (
    <>
      <Group gap="sm">
        <Text size="sm" id={text}>
          {t("platforms.round.price", {
            product,
            seems,
            price: credit(guess.price),
            count: pieces,
          })}
        </Text>
        <Button
          size="xs"
          variant="default"
          aria-label={t("platforms.round.acceptPriceOf", { product, platform: platform.name })}
          aria-describedby={text}
          loading={accept.isPending}
          onClick={() => void take().catch(() => undefined)}
          data-testid={`accept-price-${platform.id}`}
        >
          {t("platforms.round.acceptPrice")}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt={2}>
        {t("platforms.round.priceNote")}
      </Text>
      <ErrorNotice error={accept.error} />
    </>
  );
}
