/** What the Windows script reads on the license server. */
export const LICENSE_SERVER = String.raw`
# ---- License server: reads its addresses, disk, clock, installer, port and firewall ----

function Read-LicenseServer {
  Invoke-Part 'lic-host' 'machine' {
    $computer = Get-CimInstance Win32_ComputerSystem
    Add-Finding 'lic-host' 'machine' 'seen' @{
      name = [string]$env:COMPUTERNAME
      domain = [string]$computer.Domain
      model = [string]$computer.Manufacturer + ' ' + [string]$computer.Model
      addresses = Get-Fact { Get-Addresses }
      dhcp = Get-Fact { if (Get-CimInstance Win32_NetworkAdapterConfiguration -Filter 'IPEnabled=TRUE' | Where-Object { $_.DHCPEnabled }) { 'yes' } else { 'no' } }
      administrator = $script:Member
      free = Get-Fact { (Get-CimInstance Win32_LogicalDisk -Filter 'DriveType=3' | Where-Object { $_.DeviceID -eq $env:SystemDrive } | Select-Object -First 1).FreeSpace }
    }
  }
  Read-Installer
  Read-LicensePort
}

# Looks for the named installer in the folders where downloads usually lie, and reads its hash and signature.
function Read-Installer {
  Invoke-Part 'lic-installer' 'installer' {
    if ($Plan.installer -eq '') { Add-Finding 'lic-installer' 'installer' 'not-asked' @{}; return }
    $folders = @('.', ($env:USERPROFILE + '\Downloads'), ($env:USERPROFILE + '\Desktop'), ($env:PUBLIC + '\Downloads'), 'C:\Knovvu', 'C:\Sestek', 'C:\Temp', 'C:\')
    $found = $folders | ForEach-Object { Join-Path $_ $Plan.installer } | Where-Object { Test-Path -LiteralPath $_ -PathType Leaf } | Select-Object -First 1
    if (-not $found) { Add-Finding 'lic-installer' $Plan.installer 'missing' @{ looked = ($folders -join '; ') }; return }
    $detail = Get-FileFacts ([string](Resolve-Path -LiteralPath $found))
    $detail.signature = Get-Fact { (Get-AuthenticodeSignature -LiteralPath $found).Status }
    $detail.signer = Get-Fact { (Get-AuthenticodeSignature -LiteralPath $found).SignerCertificate.Subject }
    Add-Finding 'lic-installer' $Plan.installer 'found' $detail
  }
}

# Who listens on the port, and what the firewall says of it on the active network profile.
function Read-LicensePort {
  Invoke-Part 'lic-port' ('port ' + $Plan.licensePort) {
    $listening = @(Get-NetTCPConnection -State Listen -ErrorAction SilentlyContinue | Where-Object { $_.LocalPort -eq $Plan.licensePort })
    $process = Get-Fact { (Get-Process -Id $listening[0].OwningProcess).ProcessName }
    $detail = @{
      listening = (@($listening | ForEach-Object { $_.LocalAddress } | Select-Object -Unique) -join ', ')
      process = if ($listening.Count -gt 0) { $process } else { '' }
      firewall = 'unknown'
      rule = 'unknown'
    }
    try {
      $category = @(Get-NetConnectionProfile | ForEach-Object { [string]$_.NetworkCategory } | Select-Object -Unique)
      $names = @($category | ForEach-Object { $_ -replace 'DomainAuthenticated', 'Domain' })
      $profiles = @(Get-NetFirewallProfile -PolicyStore ActiveStore | Where-Object { $names -contains [string]$_.Name })
      $detail.profile = ($names -join ', ')
      if ($profiles.Count -gt 0) {
        $closed = @($profiles | Where-Object { [string]$_.Enabled -eq 'True' -and [string]$_.DefaultInboundAction -ne 'Allow' })
        $detail.firewall = if ($closed.Count -gt 0) { 'blocks' } else { 'open' }
      }
    }
    catch { $detail.reason = $_.Exception.Message }
    try {
      $filters = @(Get-NetFirewallPortFilter -PolicyStore ActiveStore -Protocol TCP | Where-Object { Test-PortNamed $_.LocalPort })
      $rules = @($filters | ForEach-Object { Get-NetFirewallRule -PolicyStore ActiveStore -AssociatedNetFirewallPortFilter $_ } | Where-Object { [string]$_.Enabled -eq 'True' -and [string]$_.Direction -eq 'Inbound' })
      $allow = @($rules | Where-Object { [string]$_.Action -eq 'Allow' -and (Test-ProfileNamed ([string]$_.Profile) $names) })
      $block = @($rules | Where-Object { [string]$_.Action -eq 'Block' })
      $detail.rule = if ($block.Count -gt 0) { 'block' } elseif ($allow.Count -gt 0) { 'allow' } else { 'none' }
      if ($block.Count -gt 0) { $detail.ruleName = [string]$block[0].DisplayName } elseif ($allow.Count -gt 0) { $detail.ruleName = [string]$allow[0].DisplayName }
    }
    catch { $detail.reason = $_.Exception.Message }
    Add-Finding 'lic-port' ('port ' + $Plan.licensePort) 'seen' $detail
  }
}

# Whether a firewall rule names the license port, by itself or in a range.
function Test-PortNamed($Ports) {
  foreach ($port in @($Ports)) {
    $text = [string]$port
    if ($text -eq [string]$Plan.licensePort) { return $true }
    if ($text -match '^(\d+)-(\d+)$' -and [int]$Matches[1] -le $Plan.licensePort -and [int]$Matches[2] -ge $Plan.licensePort) { return $true }
  }
  return $false
}

# Whether a firewall rule holds on one of the active network profiles.
function Test-ProfileNamed([string]$Profiles, $Names) {
  if ($Profiles -eq 'Any') { return $true }
  foreach ($name in $Names) { if ($Profiles -match $name) { return $true } }
  return $false
}

# Only with -Listen: answers on the license port for at most 15 minutes, then stops by itself.
function Start-LicenseListener {
  Invoke-Part 'lic-port' 'listener' {
    if (Test-Restricted) { Write-Host 'This shell is restricted and cannot listen.'; return }
    $listener = New-Object Net.Sockets.TcpListener -ArgumentList ([Net.IPAddress]::Any), $Plan.licensePort
    $listener.Start()
    Write-Host ('Listening on port ' + $Plan.licensePort + ' for 15 minutes. End it with Ctrl+C.')
    $end = (Get-Date).AddMinutes(15)
    try {
      while ((Get-Date) -lt $end) {
        if ($listener.Pending()) {
          $client = $listener.AcceptTcpClient()
          Write-Host ('  reached from ' + [string]$client.Client.RemoteEndPoint)
          Start-Sleep -Seconds 5
          $client.Close()
        }
        else { Start-Sleep -Milliseconds 200 }
      }
    }
    finally { $listener.Stop() }
  }
}
`;
