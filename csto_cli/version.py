"""The version of csto, in one place."""

VERSION = "0.1.0"
