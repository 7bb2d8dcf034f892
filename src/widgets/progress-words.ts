/** "core points, 62 %, about 5 s left" */
export function progressWords(
  detail: string | undefined,
  share: number | null | undefined,
  secondsLeft: number | null | undefined,
): string {
  const parts = detail ? [detail] : [];
  if (typeof share === 'number') parts.push(`${Math.floor(Math.min(1, share) * 100)}\u00a0%`);
  if (typeof secondsLeft === 'number' && Number.isFinite(secondsLeft)) {
    const seconds = Math.max(1, Math.round(secondsLeft));
    parts.push(
      seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`,
    );
  }
  return parts.join(', ');
}
