const WIDTH = 84;
const HEIGHT = 22;
const DAY_MS = 86_400_000;

/** Blockers day by day as a small line; what it shows is said in words beside it. */
export function TrendLine({ days }: { days: readonly { day: string; blocking: number }[] }) {
  const first = Date.parse(days[0]?.day ?? "");
  const span = Math.max(1, (Date.parse(days.at(-1)?.day ?? "") - first) / DAY_MS);
  const most = Math.max(1, ...days.map(({ blocking }) => blocking));
  const at = ({ day, blocking }: { day: string; blocking: number }) => ({
    x: 2 + ((WIDTH - 4) * (Date.parse(day) - first)) / DAY_MS / span,
    y: 2 + (HEIGHT - 4) * (1 - blocking / most),
  });
  const points = days.map(at);
  const end = points.at(-1);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" className="text-accent">
      <line x1="0" y1={HEIGHT - 1} x2={WIDTH} y2={HEIGHT - 1} stroke="var(--line)" />
      <polyline
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      {end && <circle cx={end.x} cy={end.y} r="2" fill="currentColor" />}
    </svg>
  );
}
