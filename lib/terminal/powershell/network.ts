/** What the Windows script reads of the network: names, connections, certificates, and how steady they are. */
export const NETWORK = String.raw`
# ---- Names: asks this machine's own name servers ----

function Read-Names {
  foreach ($name in $Plan.names) {
    Invoke-Part $name.check $name.host {
      $state = 'ok'
      $found = ''
      try { $found = (Resolve-Place $name.host | ForEach-Object { $_.IPAddressToString }) -join ', ' }
      catch {
        $code = Get-SocketCode $_.Exception
        if ($code -eq 'HostNotFound') { $state = 'nxdomain' }
        elseif ($code -eq 'NoData') { $state = 'no-records' }
        elseif ($code -eq 'TryAgain') { $state = 'timeout' }
        else { throw }
      }
      Add-Finding $name.check $name.host $state @{ addresses = $found }
    }
  }
}

# The addresses of a name. A restricted shell asks through the command of Windows.
function Resolve-Place([string]$Name) {
  if (Test-Restricted) {
    return @(Resolve-DnsName -Name $Name | Where-Object { $_.IPAddress } | ForEach-Object { @{ IPAddressToString = $_.IPAddress } })
  }
  return @([Net.Dns]::GetHostAddresses($Name))
}

# The socket error at the bottom of an exception, such as ConnectionRefused.
function Get-SocketCode($Exception) {
  $inner = $Exception
  while ($inner.InnerException) { $inner = $inner.InnerException }
  return [string]$inner.SocketErrorCode
}

# ---- Places: one connection each, a few bytes of the protocol, no credentials ----

function Read-Places {
  foreach ($place in $Plan.places) {
    Invoke-Part $place.check $place.target {
      if (Test-Restricted) { Read-PlaceRestricted $place }
      elseif ($place.speak -eq 'https') { Read-Https $place }
      else { Read-Tcp $place }
    }
  }
}

# Opens a connection within five seconds. Answers with the client, or with the state that it met.
function Open-Place([string]$Name, [int]$Port) {
  $watch = [Diagnostics.Stopwatch]::StartNew()
  $result = @{ client = $null; state = 'timeout'; ms = 0; address = ''; reason = '' }
  try { $addresses = @(Resolve-Place $Name | Select-Object -First 4) }
  catch {
    $result.state = 'dns'
    $result.reason = $_.Exception.Message
    $result.ms = $watch.ElapsedMilliseconds
    return $result
  }
  foreach ($address in $addresses) {
    $client = New-Object Net.Sockets.TcpClient -ArgumentList $address.AddressFamily
    $watch.Restart()
    try {
      $result.address = $address.IPAddressToString
      if ($client.ConnectAsync($address, $Port).Wait(5000)) {
        $result.client = $client
        $result.state = 'connected'
        $result.ms = $watch.ElapsedMilliseconds
        return $result
      }
      $result.state = 'timeout'
    }
    catch {
      $code = Get-SocketCode $_.Exception
      $result.reason = $code
      $result.state = if ($code -eq 'ConnectionRefused') { 'refused' } elseif ($code -eq 'TimedOut') { 'timeout' } elseif ($code -eq 'ConnectionReset') { 'reset' } else { 'other' }
    }
    $result.ms = $watch.ElapsedMilliseconds
    $client.Close()
  }
  return $result
}

# Connects, says the first bytes of the protocol where one is expected, and waits for an answer.
function Read-Tcp($Place) {
  $open = Open-Place $Place.host $Place.port
  $detail = @{ ms = $open.ms; address = $open.address; reason = $open.reason }
  $state = $open.state
  if ($open.client) {
    $stream = $open.client.GetStream()
    $stream.ReadTimeout = 2500
    $hello = [byte[]]@()
    if ($Place.speak -eq 'postgresql') { $hello = [byte[]](0, 0, 0, 8, 4, 210, 22, 47) }
    if ($Place.speak -eq 'mssql') { $hello = [byte[]](18, 1, 0, 26, 0, 0, 0, 0, 0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 255, 0, 0, 0, 0, 0, 0, 2) }
    $buffer = New-Object byte[] 64
    try {
      if ($hello.Length -gt 0) { $stream.Write($hello, 0, $hello.Length) }
      $count = $stream.Read($buffer, 0, 64)
      if ($count -eq 0) { $state = 'closed' }
      elseif ($Place.speak -eq 'tcp') { $state = 'held' }
      else {
        $state = 'answered'
        $first = $buffer[0]
        $detail.protocol = if ($Place.speak -eq 'postgresql' -and ($first -eq 83 -or $first -eq 78)) { 'postgresql' } elseif ($Place.speak -eq 'mssql' -and $first -eq 4) { 'mssql' } else { 'other' }
      }
    }
    catch {
      $code = Get-SocketCode $_.Exception
      if ($code -eq 'TimedOut') { $state = if ($Place.speak -eq 'tcp') { 'held' } else { 'silent' } }
      else { $state = 'closed' }
    }
    finally { $open.client.Close() }
  }
  Add-Finding $Place.check $Place.target $state $detail
}

# Connects, reads the certificate, and asks one page without credentials. The certificate is read even when
# Windows does not trust it; that is noted, and nothing secret is sent.
function Read-Https($Place) {
  $open = Open-Place $Place.host $Place.port
  $detail = @{ ms = $open.ms; address = $open.address; reason = $open.reason }
  if (-not $open.client) {
    Read-ThroughProxy $Place $open.state $detail
    return
  }
  $state = 'tls'
  try {
    $script:TlsErrors = ''
    $script:TlsChain = @()
    $callback = [Net.Security.RemoteCertificateValidationCallback]{
      param($sender, $certificate, $chain, $errors)
      $script:TlsErrors = [string]$errors
      $script:TlsChain = @($chain.ChainElements | ForEach-Object { $_.Certificate })
      return $true
    }
    $stream = $open.client.GetStream()
    $open.client.ReceiveTimeout = 10000
    $open.client.SendTimeout = 10000
    $ssl = New-Object Net.Security.SslStream -ArgumentList $stream, $false, $callback
    $ssl.AuthenticateAsClient($Place.name, $null, [Security.Authentication.SslProtocols]::Tls12, $false)
    Add-CertificateFacts $detail
    if ($Place.path -eq '') { $state = 'shaken' }
    else {
      $newLine = [string][char]13 + [string][char]10
      $question = 'GET ' + $Place.path + ' HTTP/1.1' + $newLine + 'Host: ' + $Place.name + $newLine + 'User-Agent: knovvu-readiness' + $newLine + 'Accept: */*' + $newLine + 'Connection: close' + $newLine + $newLine
      $bytes = [Text.Encoding]::ASCII.GetBytes($question)
      $ssl.Write($bytes, 0, $bytes.Length)
      $buffer = New-Object byte[] 8192
      $text = ''
      while ($text.Length -lt 8192) {
        $count = $ssl.Read($buffer, 0, $buffer.Length)
        if ($count -eq 0) { break }
        $text += [Text.Encoding]::ASCII.GetString($buffer, 0, $count)
      }
      $state = 'http'
      Add-HttpFacts $detail $text
    }
  }
  catch {
    $inner = $_.Exception
    while ($inner.InnerException) { $inner = $inner.InnerException }
    $detail.reason = $inner.Message
  }
  finally { $open.client.Close() }
  Add-Finding $Place.check $Place.target $state $detail
}

# Subject, issuer, names, end and hashes of the certificate that was shown.
function Add-CertificateFacts($Detail) {
  $Detail.trust = if ($script:TlsErrors -eq 'None') { 'trusted' } else { $script:TlsErrors }
  if ($script:TlsChain.Count -eq 0) { return }
  $leaf = $script:TlsChain[0]
  $Detail.subject = $leaf.Subject
  $Detail.issuer = $leaf.Issuer
  $Detail.notBefore = $leaf.NotBefore.ToUniversalTime().ToString('s') + 'Z'
  $Detail.notAfter = $leaf.NotAfter.ToUniversalTime().ToString('s') + 'Z'
  $Detail.signature = [string]$leaf.SignatureAlgorithm.FriendlyName
  $Detail.keyBits = [string]$leaf.PublicKey.Key.KeySize
  $Detail.keyKind = [string]$leaf.PublicKey.Oid.FriendlyName
  $names = $leaf.Extensions | Where-Object { $_.Oid.Value -eq '2.5.29.17' } | Select-Object -First 1
  if ($names) { $Detail.names = (([regex]::Matches($names.Format($false), '[:=]\s*([^,\s]+)') | ForEach-Object { $_.Groups[1].Value }) -join ', ') }
  $hash = [Security.Cryptography.SHA256]::Create()
  $Detail.sha256 = (($hash.ComputeHash($leaf.RawData) | ForEach-Object { '{0:x2}' -f $_ }) -join '')
  $last = $script:TlsChain[$script:TlsChain.Count - 1]
  $Detail.rootSha256 = (($hash.ComputeHash($last.RawData) | ForEach-Object { '{0:x2}' -f $_ }) -join '')
}

# The status line and the few headers that tell who answered; nothing else of an answer is kept.
function Add-HttpFacts($Detail, [string]$Text) {
  if ($Text -match '^HTTP/\d\.\d (\d{3})') { $Detail.status = $Matches[1] } else { $Detail.status = 'none' }
  if ($Text -match '(?im)^WWW-Authenticate:\s*(.{1,200}?)\s*$') { $Detail.challenge = $Matches[1] }
  if ($Text -match '(?im)^Server:\s*(.{1,80}?)\s*$') { $Detail.server = $Matches[1] }
  if ($Text -match '(?im)^Docker-Distribution-Api-Version:\s*(.{1,40}?)\s*$') { $Detail.api = $Matches[1] }
  if ($Text -match '"gitVersion"\s*:\s*"([^"]{1,60})"') { $Detail.gitVersion = $Matches[1] }
  $Detail.page = if ($Text -match '(?i)<html|<!doctype html') { 'yes' } else { 'no' }
}

# Where the straight way is closed and this account has a proxy: asks once through the proxy.
function Read-ThroughProxy($Place, [string]$State, $Detail) {
  $address = 'https://' + $Place.host + ':' + $Place.port + $Place.path
  $proxy = [Net.WebRequest]::DefaultWebProxy.GetProxy([uri]$address)
  if (-not $proxy -or ([string]$proxy).TrimEnd('/') -eq $address.TrimEnd('/') -or $proxy.Host -eq $Place.host) {
    Add-Finding $Place.check $Place.target $State $Detail
    return
  }
  $Detail.straight = $State
  $Detail.proxy = [string]$proxy.Host + ':' + [string]$proxy.Port
  Read-WithCommand $Place $address $Detail
}

# Asks with the command of Windows: through a proxy, or from a restricted shell.
function Read-WithCommand($Place, [string]$Address, $Detail) {
  $state = 'http'
  try {
    $answer = Invoke-WebRequest -UseBasicParsing -Uri $Address -TimeoutSec 15 -MaximumRedirection 0
    $Detail.status = [string][int]$answer.StatusCode
    if ([string]$answer.Content -match '"gitVersion"\s*:\s*"([^"]{1,60})"') { $Detail.gitVersion = $Matches[1] }
    $Detail.page = if ([string]$answer.Content -match '(?i)<html|<!doctype html') { 'yes' } else { 'no' }
  }
  catch {
    $response = $_.Exception.Response
    $failure = [string]$_.Exception.Status
    if ($response) {
      $Detail.status = [string][int]$response.StatusCode
      $Detail.page = if ([string]$response.ContentType -match 'html') { 'yes' } else { 'no' }
    }
    elseif ($failure -eq 'TrustFailure') { $state = 'tls'; $Detail.trust = 'TrustFailure' }
    elseif ($failure -eq 'NameResolutionFailure') { $state = 'dns' }
    elseif ($failure -eq 'Timeout') { $state = 'timeout' }
    else { $state = 'other' }
    $Detail.reason = $_.Exception.Message
  }
  Add-Finding $Place.check $Place.target $state $Detail
}

# A restricted shell cannot hold a connection of its own: it asks Windows whether the port opens.
function Read-PlaceRestricted($Place) {
  if ($Place.speak -eq 'https') {
    Read-WithCommand $Place ('https://' + $Place.host + ':' + $Place.port + $Place.path) @{ restricted = 'yes' }
    return
  }
  $seen = Test-NetConnection -ComputerName $Place.host -Port $Place.port -WarningAction SilentlyContinue
  $state = if ($seen.TcpTestSucceeded) { 'opened' } elseif (-not $seen.RemoteAddress) { 'dns' } else { 'not-opened' }
  Add-Finding $Place.check $Place.target $state @{ restricted = 'yes'; address = [string]$seen.RemoteAddress }
}

# ---- Stability: the same connection again and again, one a second ----

function Read-Stability {
  if ($Plan.steady.Count -eq 0) { return }
  $times = @{}
  $lost = @{}
  foreach ($place in $Plan.steady) { $times[$place.target] = @(); $lost[$place.target] = 0 }
  if (Test-Restricted) {
    Add-Finding 'ts-net-stability' 'connections' 'unknown' @{ reason = 'This shell is restricted and cannot measure connections.' }
    return
  }
  for ($round = 1; $round -le $Plan.rounds; $round++) {
    foreach ($place in $Plan.steady) {
      try {
        $open = Open-Place $place.host $place.port
        if ($open.client) { $times[$place.target] += [int]$open.ms; $open.client.Close() } else { $lost[$place.target] += 1 }
      }
      catch { $lost[$place.target] += 1 }
    }
    Start-Sleep -Seconds 1
  }
  foreach ($place in $Plan.steady) {
    $sorted = @($times[$place.target] | Sort-Object)
    $slow = if ($sorted.Count -gt 0) { $sorted[[int][Math]::Ceiling($sorted.Count * 0.95) - 1] } else { 0 }
    $middle = if ($sorted.Count -gt 0) { $sorted[[int][Math]::Ceiling($sorted.Count * 0.5) - 1] } else { 0 }
    Add-Finding 'ts-net-stability' $place.target 'seen' @{ sent = $Plan.rounds; lost = $lost[$place.target]; p50 = $middle; p95 = $slow }
  }
}
`;
