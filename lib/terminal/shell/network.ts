/** What the Linux script reads of the network: names, connections, certificates, and how steady they are. */
export const NETWORK = String.raw`
# ---- Names: asks this machine's own name service ----

read_name() {
  if ! have getent; then add "$1" "$(esc "$2")" unknown reason 'getent is missing here.'; return; fi
  if listed=$(getent ahosts "$2"); then state=ok; else case $? in 2) state=nxdomain ;; *) state=error ;; esac; fi
  addresses=$(printf '%s\n' "$listed" | awk 'NF { if (!seen[$1]++) printf "%s%s", (n++ ? ", " : ""), $1 }')
  add "$1" "$(esc "$2")" "$state" addresses "$addresses"
}

# ---- Places: one connection each, a few bytes of the protocol, no credentials ----

# Opens a connection with bash, says the first bytes, and waits three seconds for one byte.
# Prints: "connected MS", then "byte HEX", "closed" or "quiet"; or "failed REASON".
CONNECT='
start=$(date +%s%N)
if ! exec 3<>"/dev/tcp/$1/$2"; then exit 7; fi
end=$(date +%s%N)
echo "connected $(( (end - start) / 1000000 ))"
[ "$4" = 0 ] && exit 0
[ -n "$3" ] && printf "$3" >&3
IFS= read -r -t "$4" -N 1 byte <&3
status=$?
if [ "$status" -gt 128 ]; then echo quiet
elif [ "$status" -ne 0 ]; then echo closed
else printf "byte %02x\n" "'"'"'$byte"
fi'

# Sets opened_state, opened_ms and opened_reason for host, port, first bytes and seconds to wait.
open_place() {
  opened_ms=''
  opened_reason=''
  if ! have bash || ! have timeout; then opened_state=unknown; opened_reason='bash or timeout is missing here.'; return; fi
  said=$(timeout "$((5 + $4))" bash -c "$CONNECT" connect "$1" "$2" "$3" "$4" 2>&1)
  code=$?
  opened_ms=$(printf '%s\n' "$said" | sed -n 's/^connected \([0-9]*\)$/\1/p')
  if [ -n "$opened_ms" ]; then
    opened_state=$(printf '%s\n' "$said" | sed -n '/^byte /p; /^closed$/p; /^quiet$/p' | tail -n 1)
    [ -n "$opened_state" ] || opened_state=quiet
    return
  fi
  opened_reason=$(printf '%s' "$said" | tail -n 1)
  case $said in
    *refused*) opened_state=refused ;;
    *'not known'* | *'name resolution'* | *'No address'* | *'invalid host'*) opened_state=dns ;;
    *'timed out'*) opened_state=timeout ;;
    *'reset by'*) opened_state=reset ;;
    *) if [ "$code" = 124 ]; then opened_state=timeout; else opened_state=other; fi ;;
  esac
}

# check, target, host, port, speak, name, path
read_place() {
  case $5 in
    https) read_https "$@" ;;
    *) read_tcp "$@" ;;
  esac
}

read_tcp() {
  hello=''
  if [ "$5" = postgresql ]; then hello='\x00\x00\x00\x08\x04\xd2\x16\x2f'; fi
  if [ "$5" = mssql ]; then hello='\x12\x01\x00\x1a\x00\x00\x00\x00\x00\x00\x0b\x00\x06\x01\x00\x11\x00\x01\xff\x00\x00\x00\x00\x00\x00\x02'; fi
  open_place "$3" "$4" "$hello" 3
  protocol=''
  case $5-$opened_state in
    *-closed) state=closed ;;
    tcp-byte* | tcp-quiet) state=held ;;
    *-quiet) state=silent ;;
    'postgresql-byte 53' | 'postgresql-byte 4e') state=answered; protocol=postgresql ;;
    'mssql-byte 04') state=answered; protocol=mssql ;;
    *-byte*) state=answered; protocol=other ;;
    *) state=$opened_state ;;
  esac
  add "$1" "$2" "$state" ms "$opened_ms" protocol "$protocol" reason "$opened_reason"
}

# One line of what openssl prints of a certificate.
certificate_line() { printf '%s\n' "$certificate" | sed -n "s/^$1=\(.*\)$/\1/p" | head -n 1; }

# Reads the certificate, and asks one page without credentials.
read_https() {
  open_place "$3" "$4" '' 0
  if [ "$opened_state" != quiet ]; then
    if [ -n "$(printenv https_proxy HTTPS_PROXY | head -n 1)" ] && [ -n "$7" ]; then read_through_proxy "$@"
    else add "$1" "$2" "$opened_state" ms "$opened_ms" reason "$opened_reason"
    fi
    return
  fi
  trust=unknown
  certificate=''
  names=''
  root=''
  if have openssl; then
    shaken=$(timeout 10 openssl s_client -connect "$3:$4" -servername "$6" -verify_hostname "$6" -showcerts </dev/null 2>/dev/null)
    case $shaken in
      *'BEGIN CERTIFICATE'*) ;;
      *) add "$1" "$2" tls ms "$opened_ms" reason 'The TLS handshake gave no certificate.'; return ;;
    esac
    case $(printf '%s\n' "$shaken" | sed -n 's/^ *Verify return code: \([0-9]*\).*/\1/p' | tail -n 1) in
      0) trust=trusted ;;
      62) trust=name ;;
      10) trust=expired ;;
      *) trust=chain ;;
    esac
    certificate=$(printf '%s\n' "$shaken" | openssl x509 -noout -subject -issuer -startdate -enddate -fingerprint -sha256 -nameopt RFC2253 2>/dev/null)
    text=$(printf '%s\n' "$shaken" | openssl x509 -noout -text 2>/dev/null)
    names=$(printf '%s\n' "$text" | sed -n 's/^ *\(DNS:.*\)$/\1/p' | sed 's/DNS://g' | head -n 1)
  fi
  state=shaken
  status=''
  challenge=''
  server=''
  api=''
  version=''
  page=''
  reason=''
  if [ -n "$7" ]; then
    if have curl; then
      answer=$(curl -s -k -i --http1.1 --noproxy '*' --max-time 15 -A knovvu-readiness "https://$3:$4$7" 2>/dev/null | head -c 8192 | tr -d '\r\000')
      state=http
      read_answer
    else
      state=shaken
      reason='curl is missing here: the page was not asked.'
    fi
  fi
  add "$1" "$2" "$state" ms "$opened_ms" trust "$trust" status "$status" challenge "$challenge" server "$server" api "$api" \
    gitVersion "$version" page "$page" reason "$reason" subject "$(certificate_line subject)" issuer "$(certificate_line issuer)" \
    names "$names" notBefore "$(certificate_line notBefore)" notAfter "$(certificate_line notAfter)" \
    sha256 "$(certificate_line 's*[hH][aA]256 Fingerprint' | tr -d ':' | tr 'A-F' 'a-f')" \
    signature "$(printf '%s\n' "$text" | sed -n 's/^ *Signature Algorithm: //p' | head -n 1)" \
    keyBits "$(printf '%s\n' "$text" | sed -n 's/^ *\(RSA \)*Public-Key: (\([0-9]*\) bit.*/\2/p' | head -n 1)" \
    keyKind "$(printf '%s\n' "$text" | sed -n 's/^ *Public Key Algorithm: //p' | head -n 1)"
}

# The status line and the few headers that tell who answered; nothing else of an answer is kept.
read_answer() {
  status=$(printf '%s\n' "$answer" | sed -n '1s/^HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p')
  [ -n "$status" ] || status=none
  challenge=$(header 'www-authenticate' | cut -c1-200)
  server=$(header 'server' | cut -c1-80)
  api=$(header 'docker-distribution-api-version' | cut -c1-40)
  version=$(printf '%s\n' "$answer" | sed -n 's/.*"gitVersion"[: ]*"\([^"]*\)".*/\1/p' | head -n 1)
  case $answer in
    *'<html'* | *'<HTML'* | *'<!doctype html'* | *'<!DOCTYPE html'*) page=yes ;;
    *) page=no ;;
  esac
}
header() { printf '%s\n' "$answer" | grep -i "^$1:" | head -n 1 | sed 's/^[^:]*: *//'; }

# Where the straight way is closed and this account has a proxy: asks once through the proxy.
read_through_proxy() {
  if ! have curl; then add "$1" "$2" "$opened_state" reason "$opened_reason"; return; fi
  answer=$(curl -s -k -i --http1.1 --max-time 15 -A knovvu-readiness "https://$3:$4$7" 2>/dev/null | tr -d '\r\000' | sed '/^HTTP.*[Cc]onnection [Ee]stablished/,/^$/d' | head -c 8192)
  read_answer
  proxy=$(printenv https_proxy HTTPS_PROXY | head -n 1 | sed 's#[^/]*@##')
  if [ "$status" = none ]; then add "$1" "$2" "$opened_state" straight "$opened_state" proxy "$proxy" reason "$opened_reason"
  else add "$1" "$2" http status "$status" challenge "$challenge" api "$api" gitVersion "$version" page "$page" straight "$opened_state" proxy "$proxy"
  fi
}

# ---- Stability: the same connection again and again, one a second ----

times=''
collect() {
  open_place "$2" "$3" '' 0
  if [ -n "$opened_ms" ]; then times=$times"$1 $opened_ms$NL"; else times=$times"$1 lost$NL"; fi
}
summarise() {
  mine=$(printf '%s' "$times" | grep -F -- "$1 " | sed 's/.* //')
  good=$(printf '%s\n' "$mine" | grep -c '^[0-9]')
  bad=$(printf '%s\n' "$mine" | grep -c '^lost$')
  sorted=$(printf '%s\n' "$mine" | grep '^[0-9]' | sort -n)
  p50=$(printf '%s\n' "$sorted" | sed -n "$(( (good * 50 + 99) / 100 > 0 ? (good * 50 + 99) / 100 : 1 ))p")
  p95=$(printf '%s\n' "$sorted" | sed -n "$(( (good * 95 + 99) / 100 > 0 ? (good * 95 + 99) / 100 : 1 ))p")
  add ts-net-stability "$1" seen sent "$((good + bad))" lost "$bad" p50 "$p50" p95 "$p95"
}
read_stability() {
  if [ -z "$(each_steady echo)" ]; then return; fi
  if ! have bash || ! have timeout; then add ts-net-stability connections unknown reason 'bash or timeout is missing here.'; return; fi
  round=0
  while [ "$round" -lt "$PLAN_rounds" ]; do
    each_steady collect
    round=$((round + 1))
    if [ "$round" -lt "$PLAN_rounds" ]; then sleep 1; fi
  done
  each_steady summarise
}
`;
