/** First lines of the Linux script: how it writes down what it sees, and nothing else. */
export const FRAME = String.raw`
export LC_ALL=C
set -u
send=no
folder=.
while [ $# -gt 0 ]; do
  case $1 in
    --send) send=yes ;;
    --folder) folder=$2; shift ;;
    *) echo "Unknown word $1. Use --send to also send the result, and --folder DIR for where it is written." >&2; exit 2 ;;
  esac
  shift
done

# ---- How findings are written down. All of it is ASCII, so that no encoding can change it. ----

NL='
'
found_lines=''
found_objects=''
found_count=0

have() { command -v "$1" >/dev/null 2>&1; }

# Text for a JSON string: what is no plain ASCII becomes a question mark.
esc() { printf '%s' "$1" | tr -c '\040-\176' '?' | cut -c1-400 | sed 's/\\/\\\\/g; s/"/\\"/g'; }

# Notes one thing seen: check, target (as JSON text), state, then names and values. It holds no opinion.
add() {
  line='["'"$1"'","'"$2"'","'"$3"'"'
  object='{"check":"'"$1"'","target":"'"$2"'","state":"'"$3"'","detail":{'
  echo "  $1  $2  $3"
  shift 3
  comma=''
  while [ $# -gt 1 ]; do
    value=$(esc "$2")
    line=$line',"'"$1"'","'"$value"'"'
    object=$object$comma'"'"$1"'":"'"$value"'"'
    comma=','
    shift 2
  done
  if [ "$found_count" -gt 0 ]; then found_lines=$found_lines$NL; found_objects=$found_objects,$NL; fi
  found_lines=$found_lines$line']'
  found_objects=$found_objects$object'}}'
  found_count=$((found_count + 1))
}

# SHA-256 of what comes in, in lower-case hexadecimal.
sha256() {
  if have sha256sum; then sha256sum | cut -d' ' -f1
  elif have shasum; then shasum -a 256 | cut -d' ' -f1
  else openssl dgst -sha256 -r | cut -d' ' -f1
  fi
}

now_ms() {
  stamp=$(date +%s%N)
  case $stamp in
    *[!0-9]*) echo "$(date +%s)000" ;;
    *) echo "$stamp" | sed 's/......$//' ;;
  esac
}
moment() { date -u +%Y-%m-%dT%H:%M:%SZ; }
`;

/** Last lines of the Linux script: the order of the parts, the result file, and the sending when it was asked for. */
export const FINISH = String.raw`
# ---- The result file ----

have sha256sum || have shasum || have openssl || { echo "This machine offers no way to compute SHA-256." >&2; exit 3; }
started=$(moment)
echo "Knovvu Readiness looks at this machine. Nothing on it is changed."
read_machine
read_disks
read_maestro
each_names read_name
each_places read_place
read_stability

if [ "$(id -u)" = 0 ]; then elevated=yes; else elevated=no; fi
head_values=''
head_pairs=''
head_add() {
  value=$(esc "$2")
  if [ -n "$head_values" ]; then head_values=$head_values,; head_pairs=$head_pairs,; fi
  head_values=$head_values'"'"$value"'"'
  head_pairs=$head_pairs'"'"$1"'":"'"$value"'"'
}
head_add schema knovvu-readiness/terminal@1
head_add runId "$PLAN_runId"
head_add project "$PLAN_project"
head_add role "$PLAN_role"
head_add host "$(uname -n)"
head_add user "$(id -un 2>/dev/null || id -u)"
head_add elevated "$elevated"
head_add startedAt "$started"
head_add finishedAt "$(moment)"
head_add shell "sh on $(uname -s) $(uname -m)"
head_add count "$found_count"

# A seal over all findings: a changed or shortened file is noticed by it.
digest=$(printf '[%s]\n%s' "$head_values" "$found_lines" | sha256)
key=$(printf '%s' "$PLAN_code" | sha256)
seal=$(printf '%s:%s' "$key" "$digest" | sha256)
file=$folder/readiness-$PLAN_runId.json
printf '{%s,"items":[\n%s\n],"seal":"%s"}\n' "$head_pairs" "$found_objects" "$seal" > "$file" || exit 3
echo
echo "Written: $file"
if [ "$send" = no ]; then
  echo 'Upload this file in the application under "Other places", or open it and paste its text there.'
elif [ -z "$PLAN_sendTo" ]; then
  echo 'This script knows no address to send to. Upload the file in the application.'
elif have curl; then
  printf 'header = "Authorization: Bearer %s"\nheader = "Content-Type: application/json"\n' "$PLAN_code" |
    curl -sS --max-time 60 --config - --data-binary "@$file" "$PLAN_sendTo" || echo 'Not sent. Upload the file in the application instead.'
  echo
else
  echo 'curl is missing here: not sent. Upload the file in the application instead.'
fi
`;
