import { useTranslation } from "react-i18next";
import type { Platform, PlatformStatus } from "../../api";
import { StatusBadge, type Tone } from "../../components";

const TONES: Record<PlatformStatus, Tone> = {
  ok: "ok",
  empty: "neutral",
  low: "warning",
  critical: "danger",
  overdrawn: "danger",
};

/** How the balance stands against its levels, in a word and a colour. */
export function PlatformBadge({ platform }: { platform: Platform }) {
  const { t } = useTranslation();
  if (platform.archived) {
    return <StatusBadge tone="neutral">{t("platforms.archived.badge")}</StatusBadge>;
  }
  return (
    <StatusBadge tone={TONES[platform.status]}>
      {t(`platforms.status.${platform.status}`)}
    </StatusBadge>
  );
}
