"""The planning desk: what a scenario holds, and every change an organiser can make to it."""
