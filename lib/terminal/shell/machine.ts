/** What the Linux script reads of the machine itself and of the Maestro package. */
export const MACHINE = String.raw`
# ---- The machine: reads names, model, release and free space ----

first_line() { head -n 1 "$1" 2>/dev/null || true; }

read_machine() {
  release=$(sed -n 's/^PRETTY_NAME="*\([^"]*\)"*$/\1/p' /etc/os-release 2>/dev/null)
  add ts-host machine seen name "$(uname -n)" domain "$(hostname -f 2>/dev/null)" \
    model "$(first_line /sys/class/dmi/id/sys_vendor) $(first_line /sys/class/dmi/id/product_name)" \
    addresses "$(hostname -I 2>/dev/null)" release "$release" productType linux \
    proxy "$(printf '%s' "$(printenv https_proxy HTTPS_PROXY | head -n 1)" | sed 's#[^/]*@##')"
}

# Reads the free bytes where the system, temporary files and the Maestro package lie.
read_disk() {
  path=$2
  while [ ! -e "$path" ] && [ "$path" != / ] && [ -n "$path" ]; do path=$(dirname "$path"); done
  free=$(df -Pk "$path" 2>/dev/null | awk 'NR==2 { printf "%.0f", $4 * 1024 }')
  if [ -n "$free" ]; then add ts-disk-free "$(esc "$1")" seen free "$free" uses "$1" path "$path"
  else add ts-disk-free "$(esc "$1")" unknown reason 'df says nothing of this place.'
  fi
}
read_disks() {
  read_disk system /
  read_disk TEMP "$(printenv TMPDIR || echo /tmp)"
  if [ -n "$PLAN_maestroPath" ]; then read_disk 'Maestro package' "$(dirname "$PLAN_maestroPath")"; fi
}

# Reads name, size, time, SHA-256, first bytes and contents of the package.
read_maestro() {
  path=$PLAN_maestroPath
  if [ -z "$path" ]; then add ts-maestro-zip 'Maestro package' not-asked; return; fi
  if [ ! -f "$path" ]; then add ts-maestro-zip 'Maestro package' missing path "$path"; return; fi
  if [ ! -r "$path" ]; then add ts-maestro-zip 'Maestro package' unknown path "$path" reason 'This account may not read the file.'; return; fi
  entries=unknown
  if have unzip; then
    if listing=$(unzip -Z1 "$path" 2>/dev/null); then entries=$(printf '%s\n' "$listing" | grep -c .); else entries=unreadable; fi
  elif have python3; then
    entries=$(python3 -c 'import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))' "$path" 2>/dev/null) || entries=unreadable
  fi
  add ts-maestro-zip 'Maestro package' found path "$path" name "$(basename "$path")" \
    size "$(wc -c < "$path" | tr -d ' ')" written "$(date -u -r "$path" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null)" \
    sha256 "$(sha256 < "$path")" head "$(head -c 4 "$path" | od -An -tx1 | tr -d ' \n')" marked no entries "$entries" programs unknown
}
`;
