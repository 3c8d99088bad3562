"""Seats to electing units: the table read, the seats worked out, the quotas handed down, and the policy they make."""
