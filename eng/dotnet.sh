# Sourced by the scripts: checks for the .NET SDK, and keeps its output quiet and in English.
command -v dotnet >/dev/null || { echo "The .NET SDK 10 is needed: install the package dotnet-sdk-10.0 and run this again." >&2; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
