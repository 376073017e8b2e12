/** What the Windows script reads of the machine itself: account, Windows, disks, rights. */
export const MACHINE = String.raw`
# ---- The machine: reads Windows' own description of itself ----

# Reads the account and its groups by their fixed identifiers, whatever language Windows speaks.
function Read-Account {
  $script:User = Get-Fact { whoami.exe }
  $groups = Get-Fact { (whoami.exe /groups /fo csv /nh) -join ' ' }
  $script:Member = 'unknown'
  $script:Elevated = 'unknown'
  if ($groups -ne 'unknown') {
    $script:Member = if ($groups -match 'S-1-5-32-544\b') { 'yes' } else { 'no' }
    $script:Elevated = if ($groups -match 'S-1-16-(12288|16384)\b') { 'yes' } else { 'no' }
  }
  $bits = if ($env:PROCESSOR_ARCHITEW6432) { '32 on 64' } elseif ($env:PROCESSOR_ARCHITECTURE -eq 'x86') { '32' } else { '64' }
  $script:Shell = 'PowerShell ' + [string]$PSVersionTable.PSVersion + ', ' + [string]$ExecutionContext.SessionState.LanguageMode + ', ' + $bits + ' bit'
}

# Reads name, model and version: Win32_OperatingSystem, Win32_ComputerSystem, and one key of the registry.
function Read-Machine {
  $check = if ($Plan.role -eq 'license') { 'lic-host' } else { 'ts-os-version' }
  Invoke-Part $check 'Windows' {
    $key = $null
    try { $key = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' } catch { $key = $null }
    $system = $null
    try { $system = Get-CimInstance Win32_OperatingSystem } catch { $system = $null }
    if ($null -eq $key -and $null -eq $system) { throw 'Neither the registry nor Win32_OperatingSystem could be read.' }
    $detail = @{
      caption = [string]$system.Caption
      build = if ($key.CurrentBuildNumber) { $key.CurrentBuildNumber } else { $system.BuildNumber }
      ubr = [string]$key.UBR
      productType = [string]$system.ProductType
      installation = [string]$key.InstallationType
      architecture = [string]$env:PROCESSOR_ARCHITECTURE + ' ' + [string]$env:PROCESSOR_ARCHITEW6432
      culture = Get-Fact { (Get-Culture).Name }
      winget = Get-Fact { (Get-Command winget.exe -ErrorAction SilentlyContinue).Source }
      proxy = Get-Fact { Get-Proxy }
    }
    Add-Finding $check 'Windows' 'seen' $detail
  }
  if ($Plan.role -eq 'terminal') {
    Invoke-Part 'ts-host' 'machine' {
      $computer = Get-CimInstance Win32_ComputerSystem
      Add-Finding 'ts-host' 'machine' 'seen' @{
        name = [string]$env:COMPUTERNAME
        domain = [string]$computer.Domain
        model = [string]$computer.Manufacturer + ' ' + [string]$computer.Model
        addresses = Get-Fact { Get-Addresses }
        productType = Get-Fact { (Get-CimInstance Win32_OperatingSystem).ProductType }
      }
    }
  }
}

# Reads the proxy of this account; a password in its address is left out.
function Get-Proxy {
  $settings = Get-ItemProperty 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Internet Settings'
  $named = @()
  if ($settings.ProxyEnable -eq 1 -and $settings.ProxyServer) { $named += [string]$settings.ProxyServer }
  if ($settings.AutoConfigURL) { $named += ('script ' + $settings.AutoConfigURL) }
  if ($env:HTTPS_PROXY) { $named += ('HTTPS_PROXY ' + $env:HTTPS_PROXY) }
  if ($named.Count -eq 0) { return 'none' }
  return (($named -join '; ') -replace '[^/;=\s]*@', '')
}

# Reads the addresses of this machine's network cards.
function Get-Addresses {
  $found = Get-CimInstance Win32_NetworkAdapterConfiguration -Filter 'IPEnabled=TRUE' | ForEach-Object { $_.IPAddress }
  return (@($found) -join ', ')
}

# Reads whether the account may become administrator.
function Read-Rights {
  Invoke-Part 'ts-admin-rights' 'account' {
    if ($script:Member -eq 'unknown') { throw 'The groups of the account could not be read with whoami.' }
    $policy = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'
    $state = if ($script:Elevated -eq 'yes' -and $script:Member -eq 'yes') { 'elevated' } elseif ($script:Member -eq 'yes') { 'member' } else { 'absent' }
    Add-Finding 'ts-admin-rights' 'account' $state @{
      account = $script:User
      uac = [string]$policy.EnableLUA
      prompt = [string]$policy.ConsentPromptBehaviorUser
    }
  }
}

# Reads the free bytes of the drives that are used: the system's, TEMP's, and the one of the Maestro package.
function Read-Disks {
  Invoke-Part 'ts-disk-free' 'drives' {
    $wanted = @{}
    if ($env:SystemDrive) { $wanted[$env:SystemDrive.ToUpperInvariant()] = 'system' }
    foreach ($pair in @(@($env:TEMP, 'TEMP'), @($Plan.maestroPath, 'Maestro package'))) {
      if ($pair[0] -and ($pair[0] -match '^[A-Za-z]:')) {
        $drive = $pair[0].Substring(0, 2).ToUpperInvariant()
        $wanted[$drive] = if ($wanted[$drive]) { $wanted[$drive] + ', ' + $pair[1] } else { $pair[1] }
      }
    }
    $disks = @(Get-CimInstance Win32_LogicalDisk -Filter 'DriveType=3')
    foreach ($drive in $wanted.Keys) {
      $disk = $disks | Where-Object { $_.DeviceID -eq $drive } | Select-Object -First 1
      if ($disk) { Add-Finding 'ts-disk-free' $drive 'seen' @{ free = [string]$disk.FreeSpace; uses = $wanted[$drive] } }
      else { Add-Finding 'ts-disk-free' $drive 'unknown' @{ uses = $wanted[$drive]; reason = 'This is no local drive that Windows describes.' } }
    }
  }
}
`;
