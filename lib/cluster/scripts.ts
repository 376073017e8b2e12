/**
 * What the pods run. Plain POSIX shell with what the agnhost image has (sh, agnhost, nc, curl, dig); every
 * value comes from the environment, and only bytes that cannot break a JSON string leave a command.
 */

const SAY_WHO = String.raw`
set -u
[ "\${CODE:-}" ] || CODE=-
clean() { tr -cd 'A-Za-z0-9 ._:;/=+-' | cut -c1-160; }
now() { read -r up rest < /proc/uptime; echo "\${up%.*}\${up#*.}"; }
printf 'RDY|{"start":"%s","code":"%s","node":"%s","pod":"%s","at":%s}\n' "$RUN" "$CODE" "$NODE" "$(hostname)" "$(date +%s)"
`.replaceAll("\\$", "$");

/** Every target at the same time: a dial by agnhost, then the first bytes that prove who answers (catalogue 1.7). */
export const REACH_SCRIPT = `${SAY_WHO}${String.raw`
dial() { /agnhost connect --timeout=5s "$1" 2>&1; }
one() {
  id=$1 host=$2 port=$3 mode=$4 detail=""
  case $host in *:*) at="[$host]:$port";; *) at="$host:$port";; esac
  if [ "$mode" = name ]; then
    out=$(dig +time=3 +tries=2 +noall +comments +answer "$host." A "$host." AAAA 2>/dev/null)
    case $out in *NXDOMAIN*) st=nxdomain;; *NOERROR*) st=answered;; *) st=noanswer;; esac
    detail=$(printf '%s\n' "$out" | awk '$4=="A"||$4=="AAAA"{printf "%s ",$5}' | clean)
    printf 'RDY|{"check":"%s","node":"%s","from":"%s","host":"%s","port":0,"mode":"name","state":"%s","detail":"%s","ms":0}\n' "$id" "$NODE" "$FROM" "$host" "$st" "$detail"
    return
  fi
  tries=0
  while :; do
    t0=$(now); err=$(dial "$at"); rc=$?; t1=$(now)
    [ $rc -eq 0 ] && break
    tries=$((tries + 1)); [ $tries -gt "\${TRIES:-1}" ] && break
    sleep 2
  done
  ms=$(( (t1 - t0) * 10 ))
  case "$rc:$err" in 0:*) st=connected;; *TIMEOUT*) st=timeout;; *REFUSED*) st=refused;; *DNS*) st=dns;; *) st=other; detail=$(printf '%s' "$err" | head -n 1 | clean);; esac
  if [ "$st" = connected ]; then case $mode in
    http) detail=$(curl -s --noproxy '*' -m 8 -o /dev/null -w '%{http_code}' "http://$at/" | clean)
      if [ "$detail" = 000 ] && curl -sk --noproxy '*' -m 5 -o /dev/null "https://$at/"; then detail=https; fi;;
    tls) out=$(curl -sk --noproxy '*' -m 8 -o /dev/null -w '%{http_code}' "https://$at/"); rc=$?; detail=$(printf '%s:%s' "$out" "$rc" | clean);;
    pg) detail=$( { printf '\000\000\000\010\004\322\026\057'; sleep 2; } | timeout 5 nc "$host" "$port" | head -c 1 | od -An -tx1 | tr -d ' \n' | clean);;
    tds) detail=$( { printf '\022\001\000\032\000\000\000\000\000\000\013\000\006\001\000\021\000\001\377\000\000\000\000\000\000\002'; sleep 2; } | timeout 5 nc "$host" "$port" | head -c 64 | od -An -tx1 | tr -d ' \n' | clean);;
    *) sleep 4 | timeout 2 nc "$host" "$port" >/dev/null 2>&1; case $? in 124|143) detail=held;; *) detail=closed;; esac;;
  esac; fi
  printf 'RDY|{"check":"%s","node":"%s","from":"%s","host":"%s","port":%s,"mode":"%s","state":"%s","detail":"%s","ms":%s}\n' "$id" "$NODE" "$FROM" "$host" "$port" "$mode" "$st" "$detail" "$ms"
}
maps=$(cat /proc/sys/vm/max_map_count 2>/dev/null || echo 0)
printf 'RDY|{"check":"obs-elastic-incluster","node":"%s","maps":%s}\n' "$NODE" "$maps"
# A few at once: with its small share of the processor a pod would otherwise be too slow and see time-outs of its own.
printf '%s\n' "\${TARGETS:-}" | { n=0; while read -r id host port mode; do
  [ -z "$id" ] && continue
  one "$id" "$host" "$port" "$mode" &
  n=$((n + 1)); [ $((n % 3)) -eq 0 ] && wait
done; wait; }
printf 'RDY|{"end":"%s","node":"%s"}\n' "$RUN" "$NODE"
`.replaceAll("\\$", "$")}`;

/** Writes 64 MiB to the volume and reads them back; says how fast, and what kind of file system it is. */
export const VOLUME_SCRIPT = `${SAY_WHO}${String.raw`
f=/data/.rdy-$RUN-$(hostname); fs=$(awk '$2=="/data"{print $3}' /proc/mounts | head -n 1 | clean)
t0=$(now); err=$(dd if=/dev/zero of="$f" bs=1M count=64 conv=fsync 2>&1); rc=$?; t1=$(now)
if [ $rc -eq 0 ]; then
  back=$(wc -c < "$f" 2>/dev/null || echo 0); st=written; detail=""
else back=0; st=denied; detail=$(printf '%s' "$err" | head -n 1 | clean); fi
rm -f "$f"
printf 'RDY|{"check":"st-dynamic-live","node":"%s","state":"%s","detail":"%s","ms":%s,"bytes":%s,"fs":"%s"}\n' "$NODE" "$st" "$detail" "$(( (t1 - t0) * 10 ))" "$back" "$fs"
printf 'RDY|{"end":"%s","node":"%s"}\n' "$RUN" "$NODE"
`.replaceAll("\\$", "$")}`;

/** Two users, each writes a file of mode 0600 and then tries to read the other's (st-nfs-squash). */
export const SQUASH_SCRIPT = `${SAY_WHO}${String.raw`
d=/data/.rdy-$RUN; me=$(id -u)
case $PHASE in
 write) mkdir -p "$d" 2>/dev/null; chmod 0777 "$d" 2>/dev/null
   if ( umask 077; echo "$me" > "$d/u$me" ) 2>/dev/null; then c=ok; else c=denied; fi
   ch=no; chmod 0600 "$d/u$me" 2>/dev/null && ch=ok
   printf 'RDY|{"check":"st-nfs-squash","phase":"write","node":"%s","uid":%s,"create":"%s","owner":"%s","chmod":"%s","fs":"%s","root":"%s"}\n' \
     "$NODE" "$me" "$c" "$(stat -c %u "$d/u$me" 2>/dev/null)" "$ch" "$(awk '$2=="/data"{print $3}' /proc/mounts | head -n 1 | clean)" "$(stat -c '%u:%g:%a' /data)";;
 read) for f in "$d"/u*; do [ "$f" = "$d/u$me" ] && continue
   if cat "$f" >/dev/null 2>&1; then r=readable; else r=denied; fi
   printf 'RDY|{"check":"st-nfs-squash","phase":"read","node":"%s","uid":%s,"file":"%s","result":"%s"}\n' "$NODE" "$me" "\${f##*/u}" "$r"; done
   if [ "\${LAST:-}" ]; then rm -rf "$d"; fi;;
esac
`.replaceAll("\\$", "$")}`;

/** Asks the ingress for a name of our own, over http and https, until it answers for our pod (net-ssl-redirect). */
export const REDIRECT_SCRIPT = `${SAY_WHO}${String.raw`
case $ADDRESS in *:*) a="[$ADDRESS]";; *) a=$ADDRESS;; esac
ask() { curl -sk --noproxy '*' -m 8 -o /tmp/body -D - -H "Host: $HOST" "$1" 2>/dev/null | tr -d '\r' > /tmp/head; rc=$?
  code=$(awk 'NR==1{print $2}' /tmp/head | tr -cd 0-9 | cut -c1-3); location=$(awk 'tolower($1)=="location:"{print $2}' /tmp/head | clean)
  hsts=no; grep -qi '^strict-transport-security:' /tmp/head && hsts=yes
  server=$(awk 'tolower($1)=="server:"{print $2}' /tmp/head | clean)
  mine=no; grep -q "$POD" /tmp/body 2>/dev/null && mine=yes; }
tries=0
while :; do
  ask "http://$a/hostname"
  case "$code" in 2*|3*) break;; esac
  tries=$((tries + 1)); [ $tries -ge "\${TRIES:-60}" ] && break
  sleep 2
done
printf 'RDY|{"check":"net-ssl-redirect","node":"%s","scheme":"http","code":%s,"location":"%s","hsts":"%s","server":"%s","mine":"%s"}\n' "$NODE" "\${code:-0}" "$location" "$hsts" "$server" "$mine"
curl -sk --noproxy '*' -m 8 -o /tmp/body -D - --connect-to "$HOST:443:$a:443" "https://$HOST/hostname" 2>/dev/null | tr -d '\r' > /tmp/head
code=$(awk 'NR==1{print $2}' /tmp/head | tr -cd 0-9 | cut -c1-3); hsts=no; grep -qi '^strict-transport-security:' /tmp/head && hsts=yes
printf 'RDY|{"check":"net-ssl-redirect","node":"%s","scheme":"https","code":%s,"location":"","hsts":"%s","server":"","mine":"no"}\n' "$NODE" "\${code:-0}" "$hsts"
printf 'RDY|{"end":"%s","node":"%s"}\n' "$RUN" "$NODE"
`.replaceAll("\\$", "$")}`;
