/** What the Windows script reads of installed tools and of the Maestro package. */
export const APPS = String.raw`
# ---- Tools: reads the list of installed programs and looks for their files; starts only ssh -V ----

# Reads the entries of the installed programs, for all accounts and for this one.
function Get-Installed([string]$Pattern) {
  $keys = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\*', 'HKLM:\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\*', 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\*'
  return Get-ItemProperty $keys -ErrorAction SilentlyContinue | Where-Object { $_.DisplayName -like $Pattern } | Select-Object -First 1
}

# The first of the files that exists. A place whose folder this Windows does not know is passed over.
function Get-FirstFile($Paths) {
  return $Paths | Where-Object { $_ -and ($_ -notmatch '^\\') } | ForEach-Object { Get-Item $_ -ErrorAction SilentlyContinue } | Select-Object -First 1
}

# The Program Files folders, also as a 32-bit shell sees them.
function Get-ProgramFolders {
  $x86 = Get-Item 'Env:ProgramFiles(x86)' -ErrorAction SilentlyContinue
  return @($env:ProgramW6432, $env:ProgramFiles, $x86.Value) | Where-Object { $_ } | Select-Object -Unique
}

# A tool that counts as found by its file, else by its entry.
function Find-App([string]$Check, [string]$Name, [string]$Pattern, $Files, [bool]$EntryIsEnough) {
  Invoke-Part $Check $Name {
    $file = Get-FirstFile $Files
    $entry = Get-Installed $Pattern
    if ($file) { Add-Finding $Check $Name 'found' @{ path = $file.FullName; version = [string]$file.VersionInfo.FileVersion; entry = [string]$entry.DisplayName } }
    elseif ($entry -and $EntryIsEnough) { Add-Finding $Check $Name 'found' @{ path = [string]$entry.InstallLocation; version = [string]$entry.DisplayVersion; entry = [string]$entry.DisplayName } }
    elseif ($entry) { Add-Finding $Check $Name 'entry-only' @{ entry = [string]$entry.DisplayName; version = [string]$entry.DisplayVersion } }
    else { Add-Finding $Check $Name 'missing' @{} }
  }
}

# Looks for the six tools that the vendor names; the database tool is the one of the chosen database.
function Read-Apps {
  $programs = @(Get-ProgramFolders)
  Read-OpenSsh $programs
  Read-WindowsTerminal $programs
  Find-App 'ts-app-notepadpp' 'Notepad++' 'Notepad++*' @($programs | ForEach-Object { $_ + '\Notepad++\notepad++.exe' }) $true
  Read-Postman
  if ($Plan.engine -ne 'postgresql') {
    $ssms = @($programs | ForEach-Object { $_ + '\Microsoft SQL Server Management Studio *\Release\Common7\IDE\Ssms.exe'; $_ + '\Microsoft SQL Server Management Studio *\Common7\IDE\Ssms.exe'; $_ + '\Microsoft SQL Server\*\Tools\Binn\ManagementStudio\Ssms.exe' })
    Find-App 'ts-app-ssms' 'SQL Server Management Studio' '*SQL Server Management Studio*' $ssms $false
  }
  if ($Plan.engine -ne 'mssql') {
    $pgadmin = @($env:LOCALAPPDATA + '\Programs\pgAdmin 4\runtime\pgAdmin4.exe') + @($programs | ForEach-Object { $_ + '\pgAdmin 4\runtime\pgAdmin4.exe'; $_ + '\pgAdmin 4\v*\runtime\pgAdmin4.exe'; $_ + '\PostgreSQL\*\pgAdmin 4\runtime\pgAdmin4.exe'; $_ + '\PostgreSQL\*\pgAdmin 4\bin\pgAdmin4.exe' })
    Invoke-Part 'ts-app-pgadmin' 'pgAdmin 4' {
      $old = Get-FirstFile @($programs | ForEach-Object { $_ + '\pgAdmin III\*\pgAdmin3.exe'; $_ + '\PostgreSQL\*\bin\pgAdmin3.exe' })
      if ($old -and -not (Get-FirstFile $pgadmin) -and -not (Get-Installed 'pgAdmin 4*')) { Add-Finding 'ts-app-pgadmin' 'pgAdmin 4' 'old' @{ path = $old.FullName } }
      else { Find-App 'ts-app-pgadmin' 'pgAdmin 4' 'pgAdmin 4*' $pgadmin $true }
    }
  }
}

# Looks for ssh.exe of Windows first, then for any other on the path, and asks it for its version.
function Read-OpenSsh($Programs) {
  Invoke-Part 'ts-app-openssh' 'OpenSSH client' {
    $command = Get-Command ssh.exe -ErrorAction SilentlyContinue | Select-Object -First 1
    $own = Get-FirstFile (@($env:WINDIR + '\Sysnative\OpenSSH\ssh.exe', $env:WINDIR + '\System32\OpenSSH\ssh.exe') + @($Programs | ForEach-Object { $_ + '\OpenSSH\ssh.exe'; $_ + '\OpenSSH-Win64\ssh.exe' }))
    $other = Get-FirstFile (@($Programs | ForEach-Object { $_ + '\Git\usr\bin\ssh.exe'; $_ + '\PuTTY\plink.exe' }))
    $path = ''
    $state = 'missing'
    if ($own) { $path = $own.FullName; $state = 'found' }
    elseif ($command -and $command.Source -match 'OpenSSH') { $path = $command.Source; $state = 'found' }
    elseif ($command) { $path = $command.Source; $state = 'other' }
    elseif ($other) { $path = $other.FullName; $state = 'other' }
    $version = ''
    if ($state -eq 'found') {
      $ErrorActionPreference = 'Continue'
      try { $version = [string]((& $path -V 2>&1) -join ' ') } catch { $version = '' }
    }
    Add-Finding 'ts-app-openssh' 'OpenSSH client' $state @{ path = $path; version = $version; onPath = if ($command) { 'yes' } else { 'no' } }
  }
}

# Looks for the package of this account, then for a copy without package.
function Read-WindowsTerminal($Programs) {
  Invoke-Part 'ts-app-windows-terminal' 'Windows Terminal' {
    $package = $null
    try { $package = Get-AppxPackage -Name 'Microsoft.WindowsTerminal*' | Select-Object -First 1 } catch { $package = $null }
    $file = Get-FirstFile (@($env:LOCALAPPDATA + '\Microsoft\WindowsApps\wt.exe') + @($Programs | ForEach-Object { $_ + '\WindowsTerminal\WindowsTerminal.exe'; $_ + '\Windows Terminal\WindowsTerminal.exe'; $_ + '\terminal-*\WindowsTerminal.exe' }))
    if ($package) { Add-Finding 'ts-app-windows-terminal' 'Windows Terminal' 'found' @{ version = [string]$package.Version; scope = 'this account' } }
    elseif ($file) { Add-Finding 'ts-app-windows-terminal' 'Windows Terminal' 'found' @{ path = $file.FullName; scope = 'file' } }
    else { Add-Finding 'ts-app-windows-terminal' 'Windows Terminal' 'missing' @{} }
  }
}

# Postman installs for each account by itself: looks in this profile, then in the others where that is allowed.
function Read-Postman {
  Invoke-Part 'ts-app-postman' 'Postman' {
    $mine = Get-FirstFile @($env:LOCALAPPDATA + '\Postman\Postman.exe')
    $entry = Get-ItemProperty 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\Postman' -ErrorAction SilentlyContinue
    $others = if ($env:USERPROFILE) { Get-FirstFile @((Split-Path $env:USERPROFILE) + '\*\AppData\Local\Postman\Postman.exe') } else { $null }
    if ($mine) { Add-Finding 'ts-app-postman' 'Postman' 'found' @{ path = $mine.FullName; version = [string]$mine.VersionInfo.FileVersion } }
    elseif ($entry) { Add-Finding 'ts-app-postman' 'Postman' 'found' @{ path = [string]$entry.InstallLocation; version = [string]$entry.DisplayVersion } }
    elseif ($others) { Add-Finding 'ts-app-postman' 'Postman' 'other-account' @{ path = $others.FullName } }
    else { Add-Finding 'ts-app-postman' 'Postman' 'missing' @{} }
  }
}

# ---- The Maestro package: reads the file's name, size, hash, first bytes and list of contents ----

function Read-Maestro {
  Invoke-Part 'ts-maestro-zip' 'Maestro package' {
    if ($Plan.maestroPath -eq '') { Add-Finding 'ts-maestro-zip' 'Maestro package' 'not-asked' @{}; return }
    if (-not (Test-Path -LiteralPath $Plan.maestroPath -PathType Leaf)) { Add-Finding 'ts-maestro-zip' 'Maestro package' 'missing' @{ path = $Plan.maestroPath }; return }
    Add-Finding 'ts-maestro-zip' 'Maestro package' 'found' (Get-FileFacts $Plan.maestroPath)
  }
}

# Name, size, time, SHA-256, first bytes, contents of a zip, and the mark that Windows puts on downloads.
function Get-FileFacts([string]$Path) {
  $item = Get-Item -LiteralPath $Path
  $head = Get-Fact { (@(Get-Content -LiteralPath $Path -Encoding Byte -TotalCount 4) | ForEach-Object { '{0:x2}' -f $_ }) -join '' }
  $marked = 'no'
  try { if (Get-Item -LiteralPath $Path -Stream 'Zone.Identifier' -ErrorAction SilentlyContinue) { $marked = 'yes' } } catch { $marked = 'unknown' }
  $entries = 'unknown'
  $programs = 'unknown'
  if ($item.Extension -eq '.zip' -and -not (Test-Restricted)) {
    try {
      Add-Type -AssemblyName System.IO.Compression.FileSystem
      $zip = [IO.Compression.ZipFile]::OpenRead($item.FullName)
      try {
        $entries = [string]$zip.Entries.Count
        $programs = [string]@($zip.Entries | Where-Object { $_.FullName -like '*.exe' }).Count
      }
      finally { $zip.Dispose() }
    }
    catch { $entries = 'unreadable' }
  }
  return @{
    path = $Path
    name = $item.Name
    size = [string]$item.Length
    written = $item.LastWriteTimeUtc.ToString('s') + 'Z'
    sha256 = Get-Fact { Get-Sha256 $Path }
    head = $head
    marked = $marked
    entries = $entries
    programs = $programs
  }
}
`;
