#!/usr/bin/env bash
# Builds everything and runs every test. Installs or finds what the tests need; a missing piece fails.
set -euo pipefail
cd "$(dirname "$0")"

need() { command -v "$1" >/dev/null 2>&1; }
fail() { echo "test.sh: $1" >&2; exit 1; }

need dotnet || fail "the .NET 10 SDK is missing"
need node || fail "Node 20 or later is missing"

# A browser for the end-to-end tests: CHROMIUM_PATH wins, then what is on the PATH, then Debian's package.
if [ -z "${CHROMIUM_PATH:-}" ]; then
  for candidate in chromium chromium-browser google-chrome; do
    if need "$candidate"; then CHROMIUM_PATH=$(command -v "$candidate"); break; fi
  done
fi
if [ -z "${CHROMIUM_PATH:-}" ]; then
  need apt-get || fail "no Chromium found; install one or set CHROMIUM_PATH"
  sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo"
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq chromium >/dev/null
  CHROMIUM_PATH=$(command -v chromium) || fail "Chromium could not be installed"
fi
export CHROMIUM_PATH

# PostgreSQL's server programs: the tests start a cluster of their own with them.
if ! need initdb && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  need apt-get || fail "no PostgreSQL found (initdb); install its server"
  sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo"
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq postgresql >/dev/null
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || fail "PostgreSQL could not be installed"
fi

# nginx: the sample configuration of docs/operations is tested with it.
if ! need nginx && [ ! -x /usr/sbin/nginx ]; then
  need apt-get || fail "no nginx found; install it"
  sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo"
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq nginx-light >/dev/null
  [ -x /usr/sbin/nginx ] || fail "nginx could not be installed"
fi

# The system calls of the product are watched in one test.
if ! need strace; then
  need apt-get || fail "no strace found; install it"
  sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo"
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq strace >/dev/null
  need strace || fail "strace could not be installed"
fi

# Real clients of the protocol that only tests need (the Agents Playground); versions are locked.
(cd Bot.Tests/EndToEnd/clients && npm ci --ignore-scripts --no-audit --no-fund --silent)
(cd web && npm ci --ignore-scripts --no-audit --no-fund --silent && npm test --silent)

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet build AssistantBot.sln -nologo -v q
status=0
dotnet test AssistantBot.sln --no-build -nologo --logger "trx;LogFileName=tests.trx" --results-directory "$results" "$@" || status=$?

counters=$(grep -o '<Counters [^>]*>' "$results"/*.trx | tail -n 1)
count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
echo "$(count passed) passed, $(count failed) failed"
exit "$status"
