/** First lines of the Windows script: what it is, how it writes down what it sees, and nothing else. */
export const FRAME = String.raw`
param(
  # Also send the result to the address in the plan below. Without it nothing leaves this machine.
  [switch]$Send,
  # License server only: answer on the license port for 15 minutes, so that the network team can prove the way.
  [switch]$Listen,
  # Where the result file is written.
  [string]$Folder = '.'
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# ---- How findings are written down. All of it is ASCII, so that no encoding can change it. ----

$script:Lines = @()
$script:Objects = @()

# One JSON string; everything but plain ASCII becomes an escape.
function ConvertTo-AsciiJson([string]$Text) {
  if ($Text.Length -gt 400) { $Text = $Text.Substring(0, 400) }
  $out = ''
  foreach ($character in $Text.ToCharArray()) {
    $number = [int]$character
    if ($number -eq 34) { $out += '\"' }
    elseif ($number -eq 92) { $out += '\\' }
    elseif ($number -lt 32 -or $number -gt 126) { $out += '\u' + ('{0:x4}' -f $number) }
    else { $out += $character }
  }
  return '"' + $out + '"'
}

# Notes one thing seen. It holds no opinion: the application judges.
function Add-Finding([string]$Check, [string]$Target, [string]$State, $Detail = @{}) {
  $parts = @((ConvertTo-AsciiJson $Check), (ConvertTo-AsciiJson $Target), (ConvertTo-AsciiJson $State))
  $pairs = @()
  foreach ($key in $Detail.Keys) {
    $name = ConvertTo-AsciiJson $key
    $value = ConvertTo-AsciiJson ([string]$Detail[$key])
    $parts += $name
    $parts += $value
    $pairs += ($name + ':' + $value)
  }
  $script:Lines += ('[' + ($parts -join ',') + ']')
  $script:Objects += ('{"check":' + $parts[0] + ',"target":' + $parts[1] + ',"state":' + $parts[2] + ',"detail":{' + ($pairs -join ',') + '}}')
  Write-Host ('  ' + $Check + '  ' + $Target + '  ' + $State)
}

# Runs one part. What goes wrong in it is noted as unknown, and the next part runs all the same.
function Invoke-Part([string]$Check, [string]$Target, [scriptblock]$Part) {
  try { & $Part }
  catch { Add-Finding $Check $Target 'unknown' @{ reason = $_.Exception.Message } }
}

# The answer of a small question, or 'unknown'.
function Get-Fact([scriptblock]$Question) {
  try {
    $answer = & $Question
    if ($null -eq $answer) { return 'unknown' }
    return [string]$answer
  }
  catch { return 'unknown' }
}

# True where Windows lets this shell use only its plain commands (AppLocker, WDAC).
function Test-Restricted { return ([string]$ExecutionContext.SessionState.LanguageMode) -ne 'FullLanguage' }

# SHA-256 of a file in lower-case hexadecimal; certutil where the command is missing.
function Get-Sha256([string]$Path) {
  try { return (Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash.ToLowerInvariant() }
  catch {
    $line = certutil.exe -hashfile $Path SHA256 | Where-Object { ($_ -replace ' ', '') -match '^[0-9a-fA-F]{64}$' } | Select-Object -First 1
    if (-not $line) { throw 'This machine offers no way to compute SHA-256.' }
    return ($line -replace ' ', '').ToLowerInvariant()
  }
}

# SHA-256 of an ASCII text, by way of a small file beside the result, which is deleted at once.
function Get-TextSha256([string]$Text) {
  $path = Join-Path $Folder ('readiness-' + $Plan.runId + '.tmp')
  Set-Content -LiteralPath $path -Value $Text -Encoding Ascii -NoNewline
  try { return Get-Sha256 $path }
  finally { Remove-Item -LiteralPath $path }
}
`;

/** Last lines of the Windows script: the order of the parts, the result file, and the sending when it was asked for. */
export const FINISH = `
# ---- The result file ----

# Writes the findings with a seal over all of them; a changed or shortened file is noticed by it.
function Save-Result {
  $head = @('knovvu-readiness/terminal@1', $Plan.runId, $Plan.project, $Plan.role, [string]$env:COMPUTERNAME, $script:User, $script:Elevated, $script:Started, (Get-Date).ToUniversalTime().ToString('s') + 'Z', $script:Shell, [string]$script:Lines.Count)
  $names = @('schema', 'runId', 'project', 'role', 'host', 'user', 'elevated', 'startedAt', 'finishedAt', 'shell', 'count')
  $written = @($head | ForEach-Object { ConvertTo-AsciiJson $_ })
  $pairs = @()
  for ($i = 0; $i -lt $names.Count; $i++) { $pairs += ('"' + $names[$i] + '":' + $written[$i]) }
  $newLine = [string][char]10
  $sealed = (@('[' + ($written -join ',') + ']') + $script:Lines) -join $newLine
  $seal = Get-TextSha256 ((Get-TextSha256 $Plan.code) + ':' + (Get-TextSha256 $sealed))
  $path = Join-Path $Folder ('readiness-' + $Plan.runId + '.json')
  $text = '{' + ($pairs -join ',') + ',"items":[' + $newLine + ($script:Objects -join (',' + $newLine)) + $newLine + '],"seal":"' + $seal + '"}'
  Set-Content -LiteralPath $path -Value $text -Encoding Ascii
  return $path
}

# Sends the result file to the application, only with -Send. The code proves which script it comes from.
function Send-Result([string]$Path) {
  if ($Plan.sendTo -eq '') { Write-Host 'This script knows no address to send to. Upload the file in the application.'; return }
  try {
    $answer = Invoke-WebRequest -UseBasicParsing -Uri $Plan.sendTo -Method Post -InFile $Path -ContentType 'application/json' -Headers @{ Authorization = 'Bearer ' + $Plan.code } -TimeoutSec 60
    Write-Host ('Sent. The application says: ' + $answer.Content)
  }
  catch {
    Write-Host ('Not sent: ' + $_.Exception.Message)
    if ($_.ErrorDetails) { Write-Host ([string]$_.ErrorDetails.Message) }
    Write-Host 'Upload the file in the application instead.'
  }
}

try { [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12 }
catch { Write-Host 'This shell is restricted: some facts will be noted as unknown.' }
$script:Started = (Get-Date).ToUniversalTime().ToString('s') + 'Z'
Write-Host ('Knovvu Readiness looks at this machine. Nothing on it is changed. Role: ' + $Plan.role)
Read-Account
Read-Machine
if ($Plan.role -eq 'license') {
  Read-LicenseServer
  if ($Listen) { Start-LicenseListener }
}
else {
  Read-Rights
  Read-Disks
  Read-Apps
  Read-Maestro
  Read-Names
  Read-Places
  Read-Stability
}
$file = Save-Result
Write-Host ''
Write-Host ('Written: ' + $file)
if ($Send) { Send-Result $file }
else { Write-Host 'Upload this file in the application under "Other places", or open it and paste its text there.' }
`;
