#!/bin/sh
# Checks the reviews before a commit. Made by `pir init --hook`; `git commit --no-verify` goes past.
exec pir check
