"""Seats to electing units and quotas handed down: against official results, definitions by brute force and known properties."""
